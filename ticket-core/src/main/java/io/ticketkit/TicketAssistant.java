package io.ticketkit;

/** Help for those who help: similar tickets, drafts, summaries, next actions, as one actor may see them. A cheap, immutable, thread-safe view. */
public interface TicketAssistant {}
