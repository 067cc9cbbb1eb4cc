package io.ticketkit.spi;

import java.time.Instant;

/**
 * For how long something shall be one's own.
 *
 * @param token tells this claim from all others: 1 or more, by chance. Whoever claims again because the answer of the
 *     database was lost finds by it what is its own already
 * @param now the time
 * @param until when it ends
 */
public record JobLease(long token, Instant now, Instant until) {}
