package io.ticketkit;

import java.util.List;

/** Counts tickets. Every storage is one; a host can give its own, for example one that reads a replica. */
public interface StatsProvider {
    /**
     * Counts.
     *
     * @param selection what to count; its text and order play the same part as in a list (an order plays none)
     * @return the counts; a category without tickets may be missing, TicketKit adds it
     * @throws StorageException when the storage fails
     */
    TicketStats stats(TicketSelection selection);

    /**
     * Counts by period.
     *
     * @param selection what to count, as in {@link #stats}
     * @param range the periods; a ticket counts in the one that begins at or before, and ends after, its time
     * @return a bucket for every period, in their order, also for those without tickets
     * @throws StorageException when the storage fails
     */
    List<TrendBucket> trend(TicketSelection selection, TrendRange range);
}
