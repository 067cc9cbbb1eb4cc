package io.ticketkit;

/** How tickets belong together: duplicates that were merged, and links, as one actor may see them. A cheap, immutable, thread-safe view. */
public interface TicketLinks {}
