package io.ticketkit.internal;

import io.ticketkit.TicketAssistant;

/** Help for those who help: similar tickets, drafts, summaries, next actions, of one tenant, as one actor may see them. */
final class ScopedAssistant implements TicketAssistant {}
