package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.StatsProvider;
import io.ticketkit.TicketService;
import io.ticketkit.spi.TicketStorage;

/**
 * What the services of one kit share.
 *
 * @param storage where tickets are kept
 * @param stats who counts them
 * @param rules what decides
 * @param classification who classifies
 * @param events who is told
 */
public record Engine(
        TicketStorage storage,
        StatsProvider stats,
        Rules rules,
        ClassificationRunner classification,
        EventPublisher events) {
    /**
     * A view of the tickets.
     *
     * @param tenant whose
     * @param actor who looks
     * @return the view
     */
    public TicketService service(String tenant, Actor actor) {
        return new ScopedTicketService(this, tenant, actor);
    }
}
