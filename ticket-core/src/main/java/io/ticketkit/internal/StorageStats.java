package io.ticketkit.internal;

import io.ticketkit.Backlog;
import io.ticketkit.Breakdown;
import io.ticketkit.DurationStats;
import io.ticketkit.Reopenings;
import io.ticketkit.Satisfaction;
import io.ticketkit.StatsProvider;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketStats;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.TicketStorage;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Lets a storage count.
 *
 * @param storage the storage
 */
public record StorageStats(TicketStorage storage) implements StatsProvider {
    @Override
    public TicketStats stats(TicketSelection selection) {
        return storage.readLagging(reader -> reader.stats(selection));
    }

    @Override
    public List<TrendBucket> trend(TicketSelection selection, TrendRange range) {
        return storage.readLagging(reader -> reader.trend(selection, range));
    }

    @Override
    public List<Breakdown> breakdowns(TicketSelection selection, Set<TicketDimension> dimensions, int limit) {
        return storage.readLagging(reader -> reader.breakdowns(selection, dimensions, limit));
    }

    @Override
    public DurationStats times(TicketSelection selection, TicketMilestone milestone, Instant from, Instant end) {
        return storage.readLagging(reader -> reader.times(selection, milestone, from, end));
    }

    @Override
    public Backlog backlog(TicketSelection selection, Instant now) {
        return storage.readLagging(reader -> reader.backlog(selection, now));
    }

    @Override
    public Reopenings reopenings(TicketSelection selection, Instant from, Instant end) {
        return storage.readLagging(reader -> reader.reopenings(selection, from, end));
    }

    @Override
    public Satisfaction satisfaction(TicketSelection selection, Instant from, Instant end) {
        return storage.readLagging(reader -> reader.satisfaction(selection, from, end));
    }
}
