package io.ticketkit;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Counts tickets. Every storage is one; a host can give its own, for example one that reads a replica. What each figure
 * means says {@link TicketAnalytics}.
 */
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

    /**
     * Counts by the values of fields.
     *
     * @param selection what to count, as in {@link #stats}
     * @param dimensions by what
     * @param limit how many values of each are told one by one, from 1 on
     * @return the counts of each, in the order of {@link TicketDimension}
     * @throws StorageException when the storage fails
     */
    List<Breakdown> breakdowns(TicketSelection selection, Set<TicketDimension> dimensions, int limit);

    /**
     * How long something took, of the tickets to which it happened in a time.
     *
     * @param selection of which tickets, as in {@link #stats}
     * @param milestone what
     * @param from first moment of the time
     * @param end the first moment after it
     * @return the figures
     * @throws StorageException when the storage fails
     */
    DurationStats times(TicketSelection selection, TicketMilestone milestone, Instant from, Instant end);

    /**
     * How old open tickets are.
     *
     * @param selection of which tickets, as in {@link #stats}
     * @param now until when they have grown old
     * @return the figures
     * @throws StorageException when the storage fails
     */
    Backlog backlog(TicketSelection selection, Instant now);

    /**
     * How many of the tickets that were done in a time were opened again.
     *
     * @param selection of which tickets, as in {@link #stats}
     * @param from first moment of the time
     * @param end the first moment after it
     * @return the figures
     * @throws StorageException when the storage fails
     */
    Reopenings reopenings(TicketSelection selection, Instant from, Instant end);

    /**
     * How satisfied people were in a time.
     *
     * @param selection with the help on which tickets, as in {@link #stats}
     * @param from first moment of the time
     * @param end the first moment after it
     * @return the figures
     * @throws StorageException when the storage fails
     */
    Satisfaction satisfaction(TicketSelection selection, Instant from, Instant end);
}
