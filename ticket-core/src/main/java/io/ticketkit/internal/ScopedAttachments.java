package io.ticketkit.internal;

import io.ticketkit.TicketAttachments;

/** Files that hang on tickets, of one tenant, as one actor may see them. */
final class ScopedAttachments implements TicketAttachments {}
