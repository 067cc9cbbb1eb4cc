package io.ticketkit.internal;

import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;

/**
 * Two tickets, locked. Always in the order of their ids: two transactions with the same tickets do not wait for each
 * other for ever.
 */
record LockedPair(StoredTicket one, StoredTicket other) {
    static LockedPair of(TicketWriter writer, String tenant, Scope scope, TicketId one, TicketId other) {
        return of(writer, tenant, scope, one, scope, other);
    }

    /** Each in a scope of its own. */
    static LockedPair of(
            TicketWriter writer, String tenant, Scope scope, TicketId one, Scope otherScope, TicketId other) {
        if (one.value() < other.value()) {
            StoredTicket first = lock(writer, tenant, scope, one);
            return new LockedPair(first, lock(writer, tenant, otherScope, other));
        }
        StoredTicket first = lock(writer, tenant, otherScope, other);
        return new LockedPair(lock(writer, tenant, scope, one), first);
    }

    private static StoredTicket lock(TicketWriter writer, String tenant, Scope scope, TicketId id) {
        return writer.lock(tenant, scope, id).orElseThrow(() -> new TicketNotFoundException(id));
    }
}
