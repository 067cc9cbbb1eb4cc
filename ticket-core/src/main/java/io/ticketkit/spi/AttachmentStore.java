package io.ticketkit.spi;

import io.ticketkit.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where the content of attached files is kept, by keys that tell nothing. An implementation is thread-safe, extends the
 * contract suite {@code AttachmentStoreContract}, never has a whole file in memory, and throws {@link StorageException} for
 * every failure of its own.
 *
 * <p>Content is stored before the ticket knows of it and removed after the ticket has forgotten it. A crash between
 * leaves content that belongs to nothing, which {@link #removeUnused} finds, and never a file without content.
 */
public interface AttachmentStore {
    /**
     * Stores everything a stream gives. It can be read when this returns, and survives a crash. When it throws, nothing of
     * it can be read.
     *
     * @param tenant whose
     * @param key where: 32 hexadecimal digits, lower case, never used before
     * @param at when, for {@link #removeUnused}
     * @param content possibly empty; read to its end and not closed; slow, and no lock or connection is held meanwhile
     * @throws IOException what the content threw, as it is
     */
    void put(String tenant, String key, Instant at, InputStream content) throws IOException;

    /**
     * Opens what was stored.
     *
     * @param tenant whose
     * @param key where
     * @return the content, which the caller closes and may read slowly, or empty when there is none; reading throws
     *     {@link IOException} or {@link StorageException} when it is removed meanwhile
     */
    Optional<InputStream> open(String tenant, String key);

    /**
     * Removes what was stored. Where nothing is, nothing happens.
     *
     * @param tenant whose
     * @param key where
     */
    void delete(String tenant, String key);

    /**
     * Removes, of all tenants, what was stored long ago and belongs to no file, and what was left of puts that did not
     * end.
     *
     * @param before what was stored later is left alone: it may be on its way into a ticket
     * @param used says which of at most 1,000 keys belong to a file
     * @return how many were removed
     */
    long removeUnused(Instant before, UnaryOperator<Set<String>> used);
}
