package io.ticketkit.memory;

import io.ticketkit.Ticket;
import io.ticketkit.spi.AssignmentRotations;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whose turn it is to be given a ticket, in maps. Transactions run one at a time: nothing needs a lock. */
final class MemoryAssignmentRotations implements AssignmentRotations {
    /** Which rotation of whom. */
    record Key(String tenant, String rotation) {}

    private final MemoryState state;
    private final UndoLog undo;

    MemoryAssignmentRotations(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    @Override
    public Optional<String> lock(String tenant, String rotation) {
        return Optional.ofNullable(state.rotations.get(new Key(tenant, rotation)));
    }

    @Override
    public void turn(String tenant, String rotation, String last) {
        undo.put(state.rotations, new Key(tenant, rotation), last, true);
    }

    @Override
    public Map<String, Long> openTickets(String tenant, Collection<String> assignees) {
        Set<String> wanted = Set.copyOf(assignees);
        return state.tickets.values().stream()
                .map(entry -> entry.stored().ticket())
                .filter(ticket ->
                        ticket.tenant().equals(tenant) && !ticket.status().isDone())
                .map(Ticket::assignee)
                .flatMap(Optional::stream)
                .filter(wanted::contains)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
