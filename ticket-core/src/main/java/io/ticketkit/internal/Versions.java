package io.ticketkit.internal;

import io.ticketkit.Expected;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Ticket;

/** Whether a ticket is still the one somebody has looked at. */
final class Versions {
    private Versions() {}

    static void check(Expected expected, Ticket ticket) {
        if (expected instanceof Expected.Version version && version.number() != ticket.version()) {
            throw new StaleTicketException(version.number(), ticket);
        }
    }
}
