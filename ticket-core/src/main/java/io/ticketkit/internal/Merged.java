package io.ticketkit.internal;

import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketMergedException;
import io.ticketkit.spi.TicketReader;

/** Refuses what is no longer possible with a ticket that was merged. */
final class Merged {
    private Merged() {}

    /** Names where it went to those only who may see that. */
    static void refuse(TicketReader reader, String tenant, Scope scope, TicketId id) {
        reader.links().mergedInto(tenant, id).ifPresent(original -> {
            throw exception(reader, tenant, scope, id, original);
        });
    }

    static TicketMergedException exception(
            TicketReader reader, String tenant, Scope scope, TicketId id, TicketId original) {
        return new TicketMergedException(
                id, reader.find(tenant, scope, original).map(Ticket::id).orElse(null));
    }
}
