package io.ticketkit.spi;

import io.ticketkit.Actor;
import io.ticketkit.TicketId;
import java.time.Instant;

/**
 * What is kept of an event that waits to be delivered: nothing that anybody wrote. The rest is read at delivery.
 *
 * @param tenant whose ticket
 * @param ticket which ticket
 * @param number the ticket's event number, from 1
 * @param type what happened, 1 to 64 lower-case letters, digits or {@code _}
 * @param internal whether only those may hear of it who may see internal notes
 * @param hidden how many of the ticket's events up to this one are internal
 * @param at when
 * @param actorRole the part of who did it
 * @param actorId the id of who did it
 */
public record QueuedEvent(
        String tenant,
        TicketId ticket,
        long number,
        String type,
        boolean internal,
        long hidden,
        Instant at,
        Actor.Role actorRole,
        String actorId) {}
