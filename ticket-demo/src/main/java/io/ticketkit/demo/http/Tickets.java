package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.TicketService;

/** Gives each request the tickets as its caller may see and change them. */
@FunctionalInterface
interface Tickets {
    TicketService of(Context ctx);
}
