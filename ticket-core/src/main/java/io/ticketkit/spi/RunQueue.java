package io.ticketkit.spi;

import io.ticketkit.ClassificationRun;
import io.ticketkit.RunId;
import io.ticketkit.RunPurpose;
import java.time.Instant;
import java.util.List;

/**
 * The runs that wait to be made in the background, as {@link TicketWriter#queue()} gives them: of all tenants, for
 * workers on any number of nodes. A run waits, is claimed (started, under a lease) and finished; a claim is committed
 * before anybody is asked, so that a crash leaves a started run whose lease ends. Not thread-safe.
 */
public interface RunQueue {
    /**
     * Queues a run, in place of a run of the same ticket and purpose that still waits.
     *
     * @param run waiting, with ticket and with an id from {@link RunWriter#nextId()}
     */
    void add(QueuedRun run);

    /**
     * Claims waiting runs that are due, the longest due first. Whoever claims at the same time gets others.
     *
     * @param purpose what they are for
     * @param now what it is due by, and when the runs are started
     * @param leaseUntil when the claim ends
     * @param limit how many at most, 1 or more
     * @return the runs, started; fewer than the limit when no more are due or others are being claimed
     */
    List<QueuedRun> claim(RunPurpose purpose, Instant now, Instant leaseUntil, int limit);

    /**
     * Started runs whose lease has ended.
     *
     * @param purpose what they are for
     * @param now the time
     * @param limit how many at most, 1 or more
     * @return the runs, those that ended first first; others may be looking at them too
     */
    List<QueuedRun> overdue(RunPurpose purpose, Instant now, int limit);

    /**
     * Records how a started run ended, and supersedes what was applied before of fields of which its value is applied.
     *
     * @param run with its id; which ticket it is for stays as it is recorded
     * @return false when the run is not started any more; then nothing was changed
     */
    boolean finish(ClassificationRun run);

    /**
     * Has a started run wait again, because nobody was asked.
     *
     * @param run which
     * @param due when it is due
     * @return false when the run is not started any more; then nothing was changed
     */
    boolean postpone(RunId run, Instant due);

    /**
     * Removes a started run, because there is nothing to ask.
     *
     * @param run which
     * @return false when the run is not started any more; then nothing was changed
     */
    boolean drop(RunId run);
}
