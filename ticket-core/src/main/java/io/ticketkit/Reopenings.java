package io.ticketkit;

import java.util.OptionalDouble;

/**
 * How many of the tickets that were done in a time were opened again. What was done lately can still be opened: the
 * latest figures look better than they will be.
 *
 * @param done how many tickets became resolved or closed in that time, each counted once
 * @param reopened how many of them were opened again after that, until now
 */
public record Reopenings(long done, long reopened) {
    /** {@return the share of those that were opened again: 0 to 1, or empty when none was done} */
    public OptionalDouble rate() {
        return done == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) reopened / done);
    }
}
