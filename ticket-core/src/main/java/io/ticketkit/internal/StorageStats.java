package io.ticketkit.internal;

import io.ticketkit.StatsProvider;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketStats;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.TicketStorage;
import java.util.List;

/**
 * Lets a storage count.
 *
 * @param storage the storage
 */
public record StorageStats(TicketStorage storage) implements StatsProvider {
    @Override
    public TicketStats stats(TicketSelection selection) {
        return storage.read(reader -> reader.stats(selection));
    }

    @Override
    public List<TrendBucket> trend(TicketSelection selection, TrendRange range) {
        return storage.read(reader -> reader.trend(selection, range));
    }
}
