package io.ticketkit.internal;

import io.ticketkit.TicketFeedback;

/** What people think of the help they got, and of answers a machine wrote, of one tenant, as one actor may see them. */
final class ScopedFeedback implements TicketFeedback {}
