package io.ticketkit;

/** The conversation of tickets: public replies and internal notes, as one actor may see them. A cheap, immutable, thread-safe view. */
public interface TicketComments {}
