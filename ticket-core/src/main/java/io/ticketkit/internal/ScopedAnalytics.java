package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.Backlog;
import io.ticketkit.Breakdown;
import io.ticketkit.DurationStats;
import io.ticketkit.Limits;
import io.ticketkit.Reopenings;
import io.ticketkit.Satisfaction;
import io.ticketkit.TicketAnalytics;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Figures of the tickets of one tenant that one actor may see. */
record ScopedAnalytics(Engine engine, String tenant, Actor actor) implements TicketAnalytics {
    @Override
    public List<Breakdown> breakdowns(TicketQuery query, Set<TicketDimension> dimensions, int limit) {
        TicketSelection selection = selection(query);
        checkLimit(limit);
        return engine.stats().provider().breakdowns(selection, dimensions, limit);
    }

    static void checkLimit(int limit) {
        if (limit < 1 || limit > Limits.BREAKDOWN) {
            throw new ValidationException(
                    List.of(new Violation("limit", "Ensure this value is between 1 and " + Limits.BREAKDOWN + ".")));
        }
    }

    @Override
    public DurationStats times(TicketQuery query, TicketMilestone milestone, Instant from, Instant end) {
        return engine.stats().provider().times(selection(query), milestone, from, end);
    }

    @Override
    public Backlog backlog(TicketQuery query) {
        return engine.stats()
                .provider()
                .backlog(selection(query), engine.rules().now());
    }

    @Override
    public Reopenings reopenings(TicketQuery query, Instant from, Instant end) {
        return engine.stats().provider().reopenings(selection(query), from, end);
    }

    @Override
    public Satisfaction satisfaction(TicketQuery query, Instant from, Instant end) {
        return engine.stats().provider().satisfaction(selection(query), from, end);
    }

    private TicketSelection selection(TicketQuery query) {
        return engine.rules().selection(tenant, actor, query);
    }
}
