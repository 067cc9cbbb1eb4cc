package io.ticketkit.spi;

import io.ticketkit.TicketId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds and removes what is kept no longer, as {@link TicketWriter#retention()} gives it. Whoever works at the same time may
 * find the same; removing twice does nothing. Not thread-safe.
 */
public interface RetentionQueue {
    /**
     * The tenants that have anything, one after the other.
     *
     * @param after the one before, or null for the first
     * @return the next in an order of the storage's own, or empty when there is none
     */
    Optional<String> nextTenant(@Nullable String after);

    /**
     * A closed ticket.
     *
     * @param ticket which
     * @param at when it was closed
     */
    record Closed(TicketId ticket, Instant at) {}

    /**
     * Closed tickets that are not merged into another.
     *
     * @param tenant whose
     * @param before those closed at this time or earlier
     * @param after those after this one only, or null
     * @param limit how many at most, 1 or more
     * @return those closed first first, of those closed at the same time the one with the lowest id
     */
    List<Closed> closed(String tenant, Instant before, @Nullable Closed after, int limit);

    /**
     * Removes chats about no ticket, with what their runs tell of the texts.
     *
     * @param tenant whose
     * @param before those changed last at this time or earlier
     * @param limit how many at most, 1 or more
     * @return how many were removed
     */
    int forgetConversations(String tenant, Instant before, int limit);

    /**
     * Removes idempotency keys.
     *
     * @param tenant whose
     * @param before those used at this time or earlier
     * @param limit how many at most, 1 or more
     * @return how many were removed
     */
    int forgetKeys(String tenant, Instant before, int limit);

    /**
     * Removes what runs tell of the texts they judged.
     *
     * @param tenant whose
     * @param before those asked at this time or earlier
     * @param limit how many at most, 1 or more
     * @return of how many it was removed
     */
    int forgetRunTexts(String tenant, Instant before, int limit);
}
