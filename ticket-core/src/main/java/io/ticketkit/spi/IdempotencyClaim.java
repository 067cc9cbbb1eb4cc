package io.ticketkit.spi;

import io.ticketkit.TicketId;
import java.time.Instant;

/**
 * The first use of an idempotency key.
 *
 * @param key the key
 * @param fingerprint 64 hexadecimal digits that tell one content from another
 * @param ticket the ticket it made
 * @param at when
 */
public record IdempotencyClaim(IdempotencyKey key, String fingerprint, TicketId ticket, Instant at) {}
