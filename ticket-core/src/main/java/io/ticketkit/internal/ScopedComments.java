package io.ticketkit.internal;

import io.ticketkit.TicketComments;

/** The conversation of tickets: public replies and internal notes, of one tenant, as one actor may see them. */
final class ScopedComments implements TicketComments {}
