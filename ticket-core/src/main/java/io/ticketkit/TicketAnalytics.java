package io.ticketkit;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Figures for those who lead a team, of the tickets that one actor may see. A cheap, immutable, thread-safe view. Beside it
 * stand {@link TicketService#stats}, {@link TicketService#trend} and, for what machines did, {@link TicketService#runs}.
 *
 * <p>A query says of which tickets, as they are now; its order plays no part. Times given as from and end bound what happened, not
 * when the tickets were created: for that there are {@link TicketQuery.Builder#createdAfter} and
 * {@link TicketQuery.Builder#createdBefore}. Take both from a {@link TrendRange}, so that days are those of a zone:
 *
 * <pre>{@code
 * var june = TrendRange.days(LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 30), ZoneId.of("Europe/Berlin"));
 * DurationStats times = tickets.analytics()
 *         .times(TicketQuery.all(), TicketMilestone.RESOLUTION, june.from(), june.end());
 * times.percentiles().ifPresent(p -> chart.add(p.p50(), p.p90(), p.p99()));
 * }</pre>
 *
 * <p>Every method may throw {@link AccessDeniedException} when the {@link AccessPolicy} does not give the actor
 * {@link Action#VIEW}, {@link ValidationException} when the query is not valid, and {@link StorageException} when the
 * database fails.
 */
public interface TicketAnalytics {
    /**
     * Counts tickets by the values of a field.
     *
     * @param query which tickets
     * @param dimension by what
     * @param limit how many values are told one by one, 1 to {@link Limits#BREAKDOWN}; the rest is told as a sum
     * @return the counts
     * @throws ValidationException for {@code limit} when it is out of range
     */
    default Breakdown breakdown(TicketQuery query, TicketDimension dimension, int limit) {
        return breakdowns(query, Set.of(dimension), limit).get(0);
    }

    /**
     * The same by several fields at once, which takes hardly longer than by one.
     *
     * @param query which tickets
     * @param dimensions by what; nothing gives nothing
     * @param limit how many values of each are told one by one, 1 to {@link Limits#BREAKDOWN}
     * @return the counts of each, in the order of {@link TicketDimension}
     * @throws ValidationException for {@code limit} when it is out of range
     */
    List<Breakdown> breakdowns(TicketQuery query, Set<TicketDimension> dimensions, int limit);

    /**
     * How long it took from the creation of tickets to what happened to them in a time. For a resolution that is the
     * last one of a ticket that is resolved or closed now, with all the time that it was open again.
     *
     * @param query of which tickets
     * @param milestone what happened
     * @param from first moment of the time
     * @param end the first moment after it
     * @return how many tickets there are, and their times
     */
    DurationStats times(TicketQuery query, TicketMilestone milestone, Instant from, Instant end);

    /**
     * How old the tickets are that are neither resolved nor closed now: how long ago they were created.
     *
     * @param query which tickets
     * @return how many there are, and their ages
     */
    Backlog backlog(TicketQuery query);

    /**
     * Of the tickets that changed to resolved or closed in a time, how many were opened again after the first time they did.
     *
     * @param query of which tickets
     * @param from first moment of the time
     * @param end the first moment after it
     * @return both numbers
     */
    Reopenings reopenings(TicketQuery query, Instant from, Instant end);

    /**
     * How satisfied people were. A ticket has one rating, the latest; it counts when it was given or changed last.
     *
     * @param query with the help on which tickets
     * @param from first moment of the time
     * @param end the first moment after it
     * @return the ratings by score
     */
    Satisfaction satisfaction(TicketQuery query, Instant from, Instant end);
}
