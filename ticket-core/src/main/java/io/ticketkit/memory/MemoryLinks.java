package io.ticketkit.memory;

import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.TicketLink.Kind;
import io.ticketkit.spi.LinkWriter;
import io.ticketkit.spi.Seek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How tickets belong together, in maps. */
final class MemoryLinks implements LinkWriter {
    /** What a duplicate was merged into, and when. */
    record Merge(String tenant, TicketId original, Instant at) {}

    /** Two linked tickets, the one with the lower id first. */
    record Pair(String tenant, long low, long high) {
        static Pair of(String tenant, TicketId one, TicketId other) {
            return new Pair(tenant, Math.min(one.value(), other.value()), Math.max(one.value(), other.value()));
        }

        boolean has(String whose, TicketId ticket) {
            return tenant.equals(whose) && (low == ticket.value() || high == ticket.value());
        }

        long other(TicketId ticket) {
            return low == ticket.value() ? high : low;
        }
    }

    private record Found(Kind kind, long other, Instant at) {}

    private final MemoryState state;
    private final UndoLog undo;

    MemoryLinks(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    @Override
    public Optional<TicketId> mergedInto(String tenant, TicketId ticket) {
        return merge(tenant, ticket).map(Merge::original);
    }

    /** Whether a ticket is another, or was merged into it. */
    boolean isOn(String tenant, TicketId ticket, TicketId other) {
        return ticket.equals(other)
                || mergedInto(tenant, ticket).filter(other::equals).isPresent();
    }

    private Optional<Merge> merge(String tenant, TicketId ticket) {
        return Optional.ofNullable(state.merges.get(ticket.value()))
                .filter(merge -> merge.tenant().equals(tenant));
    }

    private Stream<Map.Entry<Long, Merge>> duplicates(String tenant, TicketId original) {
        return state.merges.entrySet().stream()
                .filter(merge -> merge.getValue().tenant().equals(tenant)
                        && merge.getValue().original().equals(original));
    }

    @Override
    public List<TicketLink> of(String tenant, Scope scope, TicketId ticket, Seek seek) {
        Stream<Found> up = merge(tenant, ticket).stream()
                .map(merge -> new Found(Kind.ORIGINAL, merge.original().value(), merge.at()));
        Stream<Found> down = duplicates(tenant, ticket)
                .map(merge -> new Found(
                        Kind.DUPLICATE, merge.getKey(), merge.getValue().at()));
        Stream<Found> beside = state.links.entrySet().stream()
                .filter(link -> link.getKey().has(tenant, ticket))
                .map(link -> new Found(Kind.RELATED, link.getKey().other(ticket), link.getValue()));
        MemoryTransaction reader = new MemoryTransaction(state);
        Stream<TicketLink> all = Stream.of(up, down, beside)
                .flatMap(found -> found)
                .flatMap(found -> reader.find(tenant, scope, new TicketId(found.other())).stream()
                        .map(other -> TicketLink.of(found.kind(), other, found.at())));
        return MemoryTransaction.part(
                all,
                link -> new Seek.Position(
                        link.ticket().id().value(), link.kind().rank()),
                MemoryTransaction.BY_KEY_THEN_ID,
                seek);
    }

    @Override
    public void merge(String tenant, TicketId duplicate, TicketId original, Instant at) {
        duplicates(tenant, duplicate)
                .toList()
                .forEach(earlier -> undo.put(
                        state.merges,
                        earlier.getKey(),
                        new Merge(tenant, original, earlier.getValue().at()),
                        true));
        undo.put(state.merges, duplicate.value(), new Merge(tenant, original, at), false);
    }

    @Override
    public long count(String tenant, TicketId ticket) {
        return state.links.keySet().stream()
                .filter(pair -> pair.has(tenant, ticket))
                .count();
    }

    @Override
    public boolean link(String tenant, TicketId one, TicketId other, Instant at) {
        return undo.put(state.links, Pair.of(tenant, one, other), at, false);
    }

    @Override
    public boolean unlink(String tenant, TicketId one, TicketId other) {
        Pair pair = Pair.of(tenant, one, other);
        boolean linked = state.links.containsKey(pair);
        undo.remove(state.links, pair);
        return linked;
    }

    /** The ticket, and its original where that is in the scope too. */
    Ticket withOriginal(Ticket ticket, Scope scope) {
        TicketId original = mergedInto(ticket.tenant(), ticket.id())
                .filter(id -> isIn(scope, id))
                .orElse(null);
        return original == null && ticket.mergedInto().isEmpty()
                ? ticket
                : ticket.toBuilder().mergedInto(original).build();
    }

    /** Whether there is such a ticket in the scope. */
    boolean isIn(Scope scope, TicketId id) {
        MemoryState.Entry entry = state.tickets.get(id.value());
        return entry != null && scope.includes(entry.stored().ticket());
    }

    /** The ticket is being erased. */
    void forget(String tenant, TicketId ticket) {
        duplicates(tenant, ticket).toList().forEach(merge -> undo.remove(state.merges, merge.getKey()));
        undo.remove(state.merges, ticket.value());
        state.links.keySet().stream()
                .filter(pair -> pair.has(tenant, ticket))
                .toList()
                .forEach(pair -> undo.remove(state.links, pair));
    }
}
