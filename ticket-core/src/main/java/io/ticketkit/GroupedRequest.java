package io.ticketkit;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The same request, whose rotations are those of a group. */
record GroupedRequest(AssignmentRequest request, String group) implements AssignmentRequest {
    @Override
    public Ticket ticket() {
        return request.ticket();
    }

    @Override
    public Optional<String> nextOf(String rotation, Collection<String> ids) {
        return request.nextOf(group + "/" + rotation, ids);
    }

    @Override
    public Map<String, Long> openTickets(Collection<String> ids) {
        return request.openTickets(ids);
    }
}
