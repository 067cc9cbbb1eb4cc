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

    /** The same of a ticket that was read: to who sees all, it tells by itself. */
    static void refuse(TicketReader reader, Scope scope, Ticket ticket) {
        if (!(scope instanceof Scope.All) || ticket.mergedInto().isPresent()) {
            refuse(reader, ticket.tenant(), scope, ticket.id());
        }
    }

    static TicketMergedException exception(
            TicketReader reader, String tenant, Scope scope, TicketId id, TicketId original) {
        return new TicketMergedException(
                id, reader.find(tenant, scope, original).map(Ticket::id).orElse(null));
    }
}
