package io.ticketkit.spi;

import io.ticketkit.ClassificationRun;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunId;
import io.ticketkit.RunUsage;
import io.ticketkit.RunWork;
import io.ticketkit.Scope;
import io.ticketkit.TicketDay;
import io.ticketkit.TicketId;
import io.ticketkit.TicketSpend;
import io.ticketkit.TrendRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The recorded runs of classifiers, as {@link TicketReader#runs()} gives them. Not thread-safe. */
public interface RunReader {
    /**
     * Part of the runs of a ticket, ordered by {@link ClassificationRun#at()} and id, rising.
     *
     * @param tenant whose
     * @param ticket which ticket; the caller has checked that the actor may see it
     * @param seek which part; its position is the time in microseconds, and the id
     * @return at most {@link Seek#limit()}, always rising
     */
    List<ClassificationRun> ofTicket(String tenant, TicketId ticket, Seek seek);

    /**
     * Finds the ticket that a run was made for.
     *
     * @param tenant whose
     * @param run which run
     * @return the ticket; empty when there is no such run, or it names no ticket
     */
    Optional<TicketId> ticketOf(String tenant, RunId run);

    /**
     * Counts the {@linkplain io.ticketkit.RunValue.Fate#isStanding() standing} values of runs by field, source and model. A
     * value's model is its run's, where the run is of the same source.
     *
     * @param tenant whose
     * @param scope values of tickets in it count; those of erased tickets, and of runs without ticket, only when it is
     *     {@link Scope.All}, and those of tickets that are not there never
     * @param from first moment at which the runs were asked
     * @param end the first moment after them
     * @return in any order; only where there are values
     */
    List<RunAccuracy> accuracy(String tenant, Scope scope, Instant from, Instant end);

    /**
     * Counts the runs that ended, by period, source and model.
     *
     * @param tenant whose
     * @param scope runs of tickets in it count; with {@link Scope.All} every run does
     * @param range the periods in which they were asked
     * @return in any order; only where there are runs
     */
    List<RunUsage> usage(String tenant, Scope scope, TrendRange range);

    /**
     * Adds up the runs that ended, by period.
     *
     * @param tenant whose
     * @param scope runs of tickets in it count; with {@link Scope.All} every run does
     * @param periods the periods in which they were asked; they may overlap
     * @return for every period, in their order
     */
    List<RunWork> work(String tenant, Scope scope, List<TrendRange.Period> periods);

    /**
     * Adds up the runs that ended, by ticket.
     *
     * @param tenant whose
     * @param scope runs of tickets in it count; with {@link Scope.All} those of every ticket do
     * @param from first moment at which the runs were asked
     * @param end the first moment after them
     * @param limit how many tickets at most
     * @return the tickets that cost most, costliest first; of equal ones those on which most time was spent, then by id
     */
    List<TicketSpend> costliest(String tenant, Scope scope, Instant from, Instant end, int limit);

    /**
     * Part of what was spent, by period and ticket, rising.
     *
     * @param tenant whose
     * @param scope runs of tickets in it count; with {@link Scope.All} those of every ticket do
     * @param periods the periods in which runs were asked; they do not overlap
     * @param seek which part; the key of a position is the place of the period in the list, from 0, its id the ticket's
     * @return at most {@link Seek#limit()}, always rising
     */
    List<TicketDay> byTicket(String tenant, Scope scope, List<TrendRange.Period> periods, Seek seek);
}
