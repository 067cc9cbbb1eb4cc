package io.ticketkit.spi;

import org.jspecify.annotations.Nullable;

/**
 * That somebody alone reads the input of a job, for a while.
 *
 * @param job which
 * @param cursor where to read on, or null for the beginning
 * @param claim the token of the claim
 */
public record JobRead(JobLife job, @Nullable String cursor, long claim) {
    /** Not the cursor. */
    @Override
    public String toString() {
        return "JobRead[" + job.key().name() + "]";
    }
}
