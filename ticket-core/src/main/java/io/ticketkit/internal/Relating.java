package io.ticketkit.internal;

import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketPast;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Links tickets that were put back with each other, and with those that were here. */
final class Relating {
    private final TicketWriter writer;
    private final String tenant;
    private final Map<String, TicketId> ids;
    private final Set<TicketId> before;
    private final Set<TicketId> made;
    private final Map<TicketId, Ticket> locked = new HashMap<>();

    Relating(TicketWriter writer, String tenant, Map<String, TicketId> ids, Set<TicketId> before, Set<TicketId> made) {
        this.writer = writer;
        this.tenant = tenant;
        this.ids = ids;
        this.before = before;
        this.made = made;
    }

    void relate(Collection<TicketPast> pasts) {
        lockThoseBefore(pasts);
        for (TicketPast past : pasts) {
            TicketId id = id(past.origin());
            for (TicketPast.Link link : past.links()) {
                TicketId other = id(link.other());
                if (!other.equals(id) && (made.contains(other) || locked.containsKey(other))) {
                    relate(id, link, other);
                }
            }
        }
    }

    private TicketId id(String origin) {
        return Optional.ofNullable(ids.get(origin)).orElseThrow();
    }

    /** In the order of their ids, as everywhere. */
    private void lockThoseBefore(Collection<TicketPast> pasts) {
        Set<TicketId> others = new TreeSet<>(Comparator.comparingLong(TicketId::value));
        pasts.forEach(past -> past.links().forEach(link -> others.add(id(link.other()))));
        others.stream()
                .filter(before::contains)
                .forEach(other -> writer.lock(tenant, Scope.all(), other)
                        .map(StoredTicket::ticket)
                        .ifPresent(ticket -> locked.put(other, ticket)));
    }

    private void relate(TicketId id, TicketPast.Link link, TicketId other) {
        switch (link.kind()) {
            case RELATED -> writer.links().link(tenant, id, other, link.at());
            case ORIGINAL -> merge(id, other, link);
            case DUPLICATE -> {
                // it may have changed since the archive was made
                Ticket duplicate = locked.get(other);
                if (duplicate == null || duplicate.status() == Status.CLOSED) {
                    merge(other, id, link);
                }
            }
        }
    }

    /** Unless it is; where the original was merged on meanwhile, into that. */
    private void merge(TicketId duplicate, TicketId original, TicketPast.Link link) {
        TicketId last = writer.links().mergedInto(tenant, original).orElse(original);
        if (writer.links().mergedInto(tenant, duplicate).isEmpty() && !last.equals(duplicate)) {
            writer.links().merge(tenant, duplicate, last, link.at());
        }
    }
}
