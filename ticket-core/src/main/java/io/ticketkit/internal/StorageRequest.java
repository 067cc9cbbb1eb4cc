package io.ticketkit.internal;

import io.ticketkit.AssignmentRequest;
import io.ticketkit.Ticket;
import io.ticketkit.spi.AssignmentRotations;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a strategy may ask, answered by the storage in the transaction that assigns. */
record StorageRequest(Ticket ticket, AssignmentRotations rotations) implements AssignmentRequest {
    /** Whoever counts waits here for the others: what they assigned is counted then. */
    private static final String COUNTING = "open_tickets";

    /** Names of rotations begin with it, so that none is that of the counting. */
    private static final String TURN = "turn:";

    @Override
    public Optional<String> nextOf(String rotation, Collection<String> ids) {
        if (rotation.isBlank() || rotation.codePointCount(0, rotation.length()) > 200) {
            throw new IllegalArgumentException("the name of a rotation has 1 to 200 characters");
        }
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        TreeSet<String> turns = new TreeSet<>(ids);
        String name = TURN + rotation;
        String next = rotations
                .lock(ticket.tenant(), name)
                .flatMap(last -> Optional.ofNullable(turns.higher(last)))
                .orElseGet(turns::first);
        rotations.turn(ticket.tenant(), name, next);
        return Optional.of(next);
    }

    @Override
    public Map<String, Long> openTickets(Collection<String> ids) {
        Map<String, Long> all = new TreeMap<>();
        ids.forEach(id -> all.put(id, 0L));
        if (!all.isEmpty()) {
            rotations.lock(ticket.tenant(), COUNTING);
            all.putAll(rotations.openTickets(ticket.tenant(), List.copyOf(all.keySet())));
        }
        return all;
    }
}
