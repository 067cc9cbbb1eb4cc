package io.ticketkit.jpa.bench;

import io.ticketkit.TicketQuery;

/**
 * What is counted: everything, but on H2 a time before all tickets is a parameter, another one each time, because it does not
 * count again what has not changed.
 *
 * @param micros the time, or 0 for none
 */
record Since(TicketQuery query, long micros) {}
