package io.ticketkit.spi;

import io.ticketkit.ExternalReference;
import io.ticketkit.TicketId;
import java.util.List;
import java.util.Optional;

/** What tickets are called in other systems. Not thread-safe. */
public interface ExternalReader {
    /**
     * Looks for a ticket by its name elsewhere.
     *
     * @param tenant whose
     * @param reference what it is called
     * @return its id, or empty when there is none; the caller checks whether the actor may see it
     */
    Optional<TicketId> find(String tenant, ExternalReference reference);

    /**
     * The names of a ticket.
     *
     * @param tenant whose
     * @param ticket which; the caller has checked that the actor may see it
     * @return what it is called elsewhere, ordered by system and id; possibly nothing
     */
    List<ExternalReference> of(String tenant, TicketId ticket);
}
