package io.ticketkit.spi;

import io.ticketkit.Erasure;
import org.jspecify.annotations.Nullable;

/**
 * The erasing of a person. Once it has ended, nothing tells whose it was.
 *
 * @param tenant in which tenant
 * @param number a number that no other erasing has
 * @param person who is erased, or null once it has ended
 * @param counts what was erased so far
 */
public record StoredErasure(
        String tenant, long number, @Nullable String person, Erasure counts) {
    /** Without the person. */
    @Override
    public String toString() {
        return "StoredErasure[" + number + "]";
    }
}
