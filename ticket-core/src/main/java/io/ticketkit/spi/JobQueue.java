package io.ticketkit.spi;

import io.ticketkit.ProcessingProgress;
import io.ticketkit.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Processing jobs and the tickets they process, as {@link TicketWriter#jobs()} gives them, for any number of nodes. One node
 * at a time reads the input of a job, under a lease; what it read is stored as items together with where to read on. An
 * item waits, is claimed under a lease, and is changed by whoever has claimed it; claims are committed before anybody is
 * asked, so that after a crash the lease ends and somebody else claims it, who is told. Whatever is written names the life of
 * the job: nothing that comes late from one that was forgotten gets into another of its name. Not thread-safe.
 */
public interface JobQueue {
    /**
     * Begins a job, or has one that is there go on: it is running then and not read to its end, and what was not written
     * back waits for that again.
     *
     * @param job which; the generation is that of a new one, and plays no part when it is there
     * @param input 64 hexadecimal digits that tell one input from another; kept when it is new
     * @param now when
     * @return the job, with the generation it has
     */
    StoredJob open(JobLife job, String input, Instant now);

    /**
     * Looks for a job.
     *
     * @param job which
     * @return the job, or empty when there is none
     */
    Optional<StoredJob> find(JobKey job);

    /**
     * Ends a job that is running.
     *
     * @param job which
     * @param end how
     * @param now when
     * @return false when it was not running, or is another one; then nothing was changed
     */
    boolean end(JobLife job, JobEnd end, Instant now);

    /**
     * Removes a job and its items. Who works on one of them finds that when it comes back, and changes nothing.
     *
     * @param job which
     * @return whether there was one
     */
    boolean remove(JobKey job);

    /**
     * Claims the reading of a job that is running, unless it is read to its end, or somebody else reads it.
     *
     * @param job which
     * @param lease for how long
     * @return the claim, or empty
     */
    Optional<JobRead> claimRead(JobLife job, JobLease lease);

    /**
     * Whether a claim is still the last one; and keeps others from claiming until the end of the transaction.
     *
     * @param read the claim
     * @return whether
     */
    boolean lockRead(JobRead read);

    /**
     * Which of some keys are those of items already.
     *
     * @param job which
     * @param keys up to 200
     * @return those that are
     */
    Set<String> known(JobLife job, Collection<String> keys);

    /**
     * Stores what was read, and where to read on; ends the claim, which was {@linkplain #lockRead locked}.
     *
     * @param read the claim
     * @param items what was read, without those that are known; possibly none
     * @param cursor where to read on, up to 2,000 characters
     * @param toEnd whether there is nothing more to read
     * @param now when, and from when on the items are due
     */
    void add(JobRead read, List<NewJobItem> items, String cursor, boolean toEnd, Instant now);

    /**
     * Ends a claim without having read anything; does nothing when it is not the last one any more.
     *
     * @param read the claim
     * @param now when somebody else may read
     */
    void giveBack(JobRead read, Instant now);

    /**
     * Claims items that are due and not finished, those that are due longest first. Whoever claims at the same time gets
     * others. Where somebody who had claimed it before was asking a model, and never changed the item, that counts as a lost
     * call at a cost that is not known.
     *
     * @param job which; of a job that is not running nothing is claimed
     * @param lease for how long
     * @param asks whether a model is about to be asked about those that wait, so that whoever claims next is told
     * @param limit how many at most, 1 or more
     * @return the claims; fewer than the limit when no more are due or others are being claimed
     */
    List<JobItem> claim(JobLife job, JobLease lease, boolean asks, int limit);

    /**
     * Whether an item is as somebody knows it who has claimed it: under that claim, and changed as often, finished or not.
     * When the answer to a commit was lost, this tells of {@link JobItem#changed()} whether the change was made.
     *
     * @param item as it is known
     * @return whether; false also when job or item are gone
     */
    boolean isAt(JobItem item);

    /**
     * Changes an item that is {@linkplain #isAt as it is known} and not finished. It stays claimed when its stage is not finished and the change is due later than now: so a
     * claim is prolonged, too.
     *
     * @param item which
     * @param change what becomes of it
     * @return false when it is not, or gone; then nothing was changed
     */
    boolean change(JobItem item, JobChange change);

    /**
     * Whether anything of a job is not finished, or being worked on.
     *
     * @param job which
     * @return whether
     */
    boolean isUnfinished(JobLife job);

    /**
     * Counts.
     *
     * @param job which
     * @return the numbers, or empty when there is no such job
     */
    Optional<ProcessingProgress> progress(JobKey job);

    /**
     * Part of the items that were set aside or not written back, ordered by number, rising.
     *
     * @param job which
     * @param scope whose tickets: unless it is all, items without a ticket are left out
     * @param seek which part; key and id of its position are both the number
     * @return at most {@link Seek#limit()}, always rising
     */
    List<JobTrouble> troubles(JobKey job, Scope scope, Seek seek);
}
