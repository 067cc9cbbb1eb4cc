package io.ticketkit.spi;

import io.ticketkit.Ticket;

/**
 * A ticket and what only storage and engine need to know of it.
 *
 * @param ticket the ticket
 * @param lastEvent number of its latest event, from 1
 */
public record StoredTicket(Ticket ticket, long lastEvent) {}
