package io.ticketkit.spi;

import io.ticketkit.TicketId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that a job processes, claimed.
 *
 * @param job which job
 * @param number its place in the job, from 1
 * @param key tells it from others of the job, up to 300 characters
 * @param ticket which ticket
 * @param stage waiting or classified
 * @param claim the token of the claim
 * @param changes how often the item has been changed
 * @param attempts how often this stage failed
 * @param spent what it has cost before this claim; a call that was lost is counted
 * @param lostSince since when somebody was asking a model about it who never said what came of it; null when nobody was
 */
public record JobItem(
        JobLife job,
        long number,
        String key,
        TicketId ticket,
        JobStage stage,
        long claim,
        long changes,
        int attempts,
        JobSpending spent,
        @Nullable Instant lostSince) {
    /** {@return the same item, once it has been changed under this claim} */
    public JobItem changed() {
        return new JobItem(job, number, key, ticket, stage, claim, changes + 1, attempts, spent, lostSince);
    }

    /** Not the key, which may be personal. */
    @Override
    public String toString() {
        return "JobItem[" + job.key().name() + " " + number + ", " + ticket + "]";
    }
}
