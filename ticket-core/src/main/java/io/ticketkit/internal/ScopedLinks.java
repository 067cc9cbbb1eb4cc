package io.ticketkit.internal;

import io.ticketkit.TicketLinks;

/** How tickets belong together: duplicates that were merged, and links, of one tenant, as one actor may see them. */
final class ScopedLinks implements TicketLinks {}
