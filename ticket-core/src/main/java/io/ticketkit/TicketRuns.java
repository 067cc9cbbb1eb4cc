package io.ticketkit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The recorded runs of classifiers, as one actor may see them. A cheap, immutable, thread-safe view. What is about a
 * ticket that the actor may not see does not count.
 *
 * <p>Every method may throw {@link AccessDeniedException} when the {@link AccessPolicy} does not give the actor
 * {@link Action#VIEW_RUNS}, and {@link StorageException} when the database fails.
 */
public interface TicketRuns {
    /**
     * The runs of a ticket, of every {@linkplain ClassificationRun#purpose() purpose}, oldest first.
     *
     * @param id the ticket's id
     * @param page which part of them
     * @return the page
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<ClassificationRun> ofTicket(TicketId id, PageRequest page);

    /**
     * What people made of the values that classifiers chose. Superseded values, and those that were only offered, do not
     * count.
     *
     * @param from first moment at which the classifiers were asked
     * @param end the first moment after that time
     * @return by field, source and model, in this order; only where there are values
     */
    List<RunAccuracy> accuracy(Instant from, Instant end);

    /**
     * How much classifiers, assistants and models were used, by period: numbers, tokens, cost, latency. Runs without ticket count
     * for those who may see all tickets.
     *
     * @param range the periods in which they were asked, for example {@link TrendRange#days}
     * @return by period, source and model, in this order; only where there are runs
     */
    List<RunUsage> usage(TrendRange range);

    /**
     * How much was done for how many tickets, at what cost, by period. Runs without ticket count for those who may see all
     * tickets.
     *
     * @param range the periods in which classifiers, assistants and models were asked
     * @return for every period, oldest first, also where nothing was done
     */
    List<RunWork> work(TrendRange range);

    /**
     * The same for today, this week, from Monday on, and this month, each until now.
     *
     * @param zone where a day begins
     * @return a day, a week, a month, in this order: {@link RunWork#start()} says where they began
     */
    List<RunWork> current(ZoneId zone);

    /**
     * The tickets for which machines cost most in a time.
     *
     * @param from first moment at which they were asked
     * @param end the first moment after that time
     * @param limit how many tickets at most, 1 to {@link Limits#BREAKDOWN}
     * @return costliest first; of equal ones those on which most time was spent, then by id
     * @throws ValidationException for {@code limit} when it is out of range
     */
    List<TicketSpend> costliest(Instant from, Instant end, int limit);

    /**
     * What machines spent on each ticket in each period: one row for every ticket and day, say, where there was something.
     *
     * @param range the periods in which they were asked
     * @param page which part of the list
     * @return oldest period first, in each by ticket id
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<TicketDay> byTicket(TrendRange range, PageRequest page);

    /**
     * Classifies a ticket again, now, and takes over what it may: a field that no person and no host has chosen gets the
     * suggested value where the suggestion reaches the review threshold, or is surer than what is there. Always answers,
     * as {@link TicketService#classify} does; within a transaction of the host only the offline classifier is asked.
     *
     * @param id the ticket's id
     * @return the ticket after it, and what was suggested
     * @throws AccessDeniedException without {@link Action#VIEW_RUNS}, {@link Action#CLASSIFY} and {@link Action#EDIT}
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     */
    Reclassified reclassify(TicketId id);
}
