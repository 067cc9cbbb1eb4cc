package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.CommentId;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.StorageConflictException;
import io.ticketkit.TicketId;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A request that names itself: repeating it gives what it made the first time.
 *
 * @param key the name
 * @param fingerprint tells its content from others
 * @param made finds what the first use made; empty when that is being erased
 */
record KeyedRequest<T>(
        IdempotencyKey key, String fingerprint, BiFunction<TicketReader, IdempotencyClaim, Optional<T>> made) {
    /** Erasing frees a key: as often may it be freed and taken by others meanwhile. */
    private static final int CLAIM_ATTEMPTS = 10;

    static <T> Optional<KeyedRequest<T>> of(
            String tenant,
            Actor actor,
            Optional<String> name,
            String fingerprint,
            BiFunction<TicketReader, IdempotencyClaim, Optional<T>> made) {
        return name.map(text ->
                new KeyedRequest<>(new IdempotencyKey(tenant, actor.role(), actor.id(), text), fingerprint, made));
    }

    /** Empty when the key was not used, or what it made has just been erased, and the key with it. */
    Optional<T> earlier(TicketReader reader) {
        Optional<IdempotencyClaim> claim = reader.findClaim(key);
        if (claim.isPresent() && !claim.get().fingerprint().equals(fingerprint)) {
            throw new IdempotencyConflictException();
        }
        return claim.flatMap(found -> made.apply(reader, found));
    }

    /** Empty when this is the first use, and known as such now; otherwise what the first one made. */
    Optional<T> claim(TicketWriter writer, TicketId ticket, @Nullable CommentId comment, Instant at) {
        IdempotencyClaim claim = new IdempotencyClaim(key, fingerprint, ticket, comment, at);
        for (int attempts = 1; !writer.claim(claim); attempts++) {
            Optional<T> earlier = earlier(writer);
            if (earlier.isPresent()) {
                return earlier;
            } else if (attempts == CLAIM_ATTEMPTS) {
                // not erased: the isolation level hides it
                throw new StorageConflictException(null);
            }
        }
        return Optional.empty();
    }
}
