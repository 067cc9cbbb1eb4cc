package io.ticketkit.spi;

/** Whose turn it is to be given a ticket, as {@link TicketWriter#rotations()} gives them. Not thread-safe. */
public interface AssignmentRotations {}
