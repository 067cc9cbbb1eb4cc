package io.ticketkit.internal;

import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.Optional;

/**
 * A locked ticket on which somebody says something.
 *
 * @param stored the ticket
 * @param original where it goes on when it was merged, whoever may see that; locked too
 */
record Discussed(StoredTicket stored, Optional<StoredTicket> original) {
    /** In the order of ids, as those who merge do; only a merge at this very moment makes an exception. */
    static Discussed lock(TicketWriter writer, String tenant, Scope scope, TicketId id) {
        originalOf(writer, tenant, id)
                .filter(original -> original.value() < id.value())
                .ifPresent(original -> writer.lock(tenant, Scope.all(), original));
        StoredTicket stored = writer.lock(tenant, scope, id).orElseThrow(() -> new TicketNotFoundException(id));
        return new Discussed(stored, lockOriginal(writer, tenant, id));
    }

    /** While it waits for the original, that may be merged itself, or erased. */
    private static Optional<StoredTicket> lockOriginal(TicketWriter writer, String tenant, TicketId id) {
        Optional<TicketId> original = originalOf(writer, tenant, id);
        while (original.isPresent()) {
            Optional<StoredTicket> locked = writer.lock(tenant, Scope.all(), original.get());
            Optional<TicketId> now = originalOf(writer, tenant, id);
            if (locked.isEmpty() || now.equals(original)) {
                return locked;
            }
            original = now;
        }
        return Optional.empty();
    }

    private static Optional<TicketId> originalOf(TicketWriter writer, String tenant, TicketId id) {
        return writer.links().mergedInto(tenant, id);
    }

    /** The time of the last change that who reads the conversation may have seen. */
    Instant lastChange() {
        Instant own = stored.ticket().updatedAt();
        return original.map(other -> other.ticket().updatedAt())
                .filter(own::isBefore)
                .orElse(own);
    }
}
