package io.ticketkit;

/** What people think of the help they got, and of answers a machine wrote, as one actor may see them. A cheap, immutable, thread-safe view. */
public interface TicketFeedback {}
