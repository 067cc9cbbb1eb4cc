package io.ticketkit.demo.administration;

import java.time.Instant;
import java.util.Optional;

/**
 * What stands in the database.
 *
 * @param version counted up with every change
 * @param json the values, secrets sealed
 * @param at when it was changed last
 * @param by who did
 */
record Stored(long version, String json, Optional<Instant> at, Optional<String> by) {
    /** Only which version. */
    @Override
    public String toString() {
        return "Stored[" + version + "]";
    }
}
