package io.ticketkit.jpa.internal;

import io.ticketkit.spi.AssignmentRotations;

/** Whose turn it is to be given a ticket, by SQL. */
final class JdbcAssignmentRotations implements AssignmentRotations {}
