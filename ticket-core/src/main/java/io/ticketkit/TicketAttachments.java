package io.ticketkit;

/** Files that hang on tickets, as one actor may see them. A cheap, immutable, thread-safe view. */
public interface TicketAttachments {}
