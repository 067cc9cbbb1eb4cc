package io.ticketkit.spi;

import io.ticketkit.CommentId;
import io.ticketkit.TicketId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first use of an idempotency key.
 *
 * @param key the key
 * @param fingerprint 64 hexadecimal digits that tell one content from another
 * @param ticket the ticket it made, or on which it made a comment
 * @param comment the comment it made, or null when it made a ticket
 * @param at when
 */
public record IdempotencyClaim(
        IdempotencyKey key,
        String fingerprint,
        TicketId ticket,
        @Nullable CommentId comment,
        Instant at) {
    /**
     * The use of a key for a new ticket.
     *
     * @param key the key
     * @param fingerprint 64 hexadecimal digits that tell one content from another
     * @param ticket the ticket it made
     * @param at when
     */
    public IdempotencyClaim(IdempotencyKey key, String fingerprint, TicketId ticket, Instant at) {
        this(key, fingerprint, ticket, null, at);
    }
}
