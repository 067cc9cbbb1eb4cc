package io.ticketkit.memory;

import io.ticketkit.ExternalReference;
import io.ticketkit.TicketId;
import io.ticketkit.spi.ExternalWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tickets are called in other systems, in a map. */
final class MemoryExternals implements ExternalWriter {
    /** A name of a tenant's ticket. */
    record Key(String tenant, ExternalReference reference) {}

    private final Map<Key, TicketId> names;
    private final UndoLog undo;

    MemoryExternals(MemoryState state, UndoLog undo) {
        this.names = state.externals;
        this.undo = undo;
    }

    @Override
    public Optional<TicketId> find(String tenant, ExternalReference reference) {
        return Optional.ofNullable(names.get(new Key(tenant, reference)));
    }

    @Override
    public List<ExternalReference> of(String tenant, TicketId ticket) {
        return keys(tenant, ticket).stream()
                .map(Key::reference)
                .sorted(Comparator.comparing(ExternalReference::system).thenComparing(ExternalReference::id))
                .toList();
    }

    private List<Key> keys(String tenant, TicketId ticket) {
        return names.entrySet().stream()
                .filter(name ->
                        name.getKey().tenant().equals(tenant) && name.getValue().equals(ticket))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public boolean add(String tenant, ExternalReference reference, TicketId ticket) {
        return undo.put(names, new Key(tenant, reference), ticket, false);
    }

    /** The ticket is being erased. */
    void forget(String tenant, TicketId ticket) {
        keys(tenant, ticket).forEach(key -> undo.remove(names, key));
    }
}
