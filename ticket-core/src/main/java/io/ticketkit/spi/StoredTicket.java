package io.ticketkit.spi;

import io.ticketkit.Ticket;

/**
 * A ticket and what only storage and engine need to know of it.
 *
 * @param ticket the ticket
 * @param lastEvent number of its latest event, from 1
 * @param hiddenEvents how many of its events are internal: those who may not see internal notes count without them, from 0
 */
public record StoredTicket(Ticket ticket, long lastEvent, long hiddenEvents) {
    /**
     * A ticket without internal events.
     *
     * @param ticket the ticket
     * @param lastEvent number of its latest event, from 1
     */
    public StoredTicket(Ticket ticket, long lastEvent) {
        this(ticket, lastEvent, 0);
    }
}
