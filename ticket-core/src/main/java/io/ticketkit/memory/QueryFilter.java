package io.ticketkit.memory;

import io.ticketkit.Ticket;
import io.ticketkit.TicketQuery;
import io.ticketkit.spi.EpochMicros;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a ticket meets the filters of a query, but for its text and order. */
record QueryFilter(TicketQuery query) implements Predicate<Ticket> {
    @Override
    public boolean test(Ticket ticket) {
        return anyOf(query.categories(), Optional.of(ticket.category().code()))
                && anyOf(query.priorities(), Optional.of(ticket.priority()))
                && anyOf(query.statuses(), Optional.of(ticket.status()))
                && anyOf(query.sentiments(), Optional.of(ticket.sentiment()))
                && anyOf(query.requesters(), ticket.requester())
                && anyOf(query.teams(), ticket.team())
                && (query.tags().isEmpty() || !Collections.disjoint(query.tags(), ticket.tags()))
                && ticket.attributes().entrySet().containsAll(query.attributes().entrySet())
                && query.hostReference()
                        .map(wanted ->
                                ticket.hostReference().filter(wanted::equals).isPresent())
                        .orElse(true)
                && query.needsReview()
                        .map(wanted -> wanted == ticket.needsReview())
                        .orElse(true)
                && assigneeMatches(ticket)
                && createdInTime(ticket);
    }

    private static <T> boolean anyOf(Collection<T> wanted, Optional<T> value) {
        return wanted.isEmpty() || value.filter(wanted::contains).isPresent();
    }

    private boolean assigneeMatches(Ticket ticket) {
        if (query.unassigned()) {
            return ticket.assignee()
                    .map(assignee -> query.assignees().contains(assignee))
                    .orElse(true);
        }
        return anyOf(query.assignees(), ticket.assignee());
    }

    private boolean createdInTime(Ticket ticket) {
        long created = EpochMicros.of(ticket.createdAt());
        return query.createdAfter()
                        .map(from -> created >= EpochMicros.bound(from, true))
                        .orElse(true)
                && query.createdBefore()
                        .map(end -> created < EpochMicros.bound(end, true))
                        .orElse(true);
    }
}
