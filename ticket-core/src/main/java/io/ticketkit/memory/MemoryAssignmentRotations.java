package io.ticketkit.memory;

import io.ticketkit.spi.AssignmentRotations;

/** Whose turn it is to be given a ticket, in maps. */
final class MemoryAssignmentRotations implements AssignmentRotations {}
