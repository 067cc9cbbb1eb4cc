package io.ticketkit.spi;

import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import java.util.List;
import java.util.Optional;

/** How tickets belong together, as {@link TicketReader#links()} gives it. Not thread-safe. */
public interface LinkReader {
    /**
     * Where a ticket was merged into, whoever may see that ticket.
     *
     * @param tenant whose
     * @param ticket which
     * @return the original, which is itself not merged; empty when the ticket was not merged
     */
    Optional<TicketId> mergedInto(String tenant, TicketId ticket);

    /**
     * Part of what a ticket belongs together with, ordered by the id of the other ticket and then by the rank of the
     * kind, rising.
     *
     * @param tenant whose
     * @param scope in which the other tickets must be
     * @param ticket which; the caller has checked that the actor may see it
     * @param seek which part; its position is the id of the other ticket and the rank of the kind
     * @return at most {@link Seek#limit()}, always rising
     */
    List<TicketLink> of(String tenant, Scope scope, TicketId ticket, Seek seek);
}
