package io.ticketkit.internal;

import io.ticketkit.AttachmentRules;
import io.ticketkit.CommentId;
import io.ticketkit.StorageException;
import io.ticketkit.TicketId;
import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.StoredAttachment;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the content of attached files is kept, and which are allowed. Content is stored before the ticket knows of it,
 * and removed in the transaction in which the ticket forgets it where it lies in the same storage, else once that is
 * committed. What is left over belongs to no file and is swept.
 */
public final class AttachmentFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AttachmentFiles.class);
    /** No upload takes that long, and no transaction. */
    private static final Duration ON_ITS_WAY = Duration.ofDays(1);

    private final TicketStorage storage;
    private final @Nullable AttachmentStore apart;
    private final AttachmentRules rules;

    /**
     * Fixes where and which.
     *
     * @param storage where tickets are kept
     * @param apart where content is kept, or null when the storage does that
     * @param rules which files are allowed
     */
    public AttachmentFiles(TicketStorage storage, @Nullable AttachmentStore apart, AttachmentRules rules) {
        this.storage = storage;
        this.apart = apart;
        this.rules = rules;
    }

    AttachmentRules rules() {
        return rules;
    }

    private AttachmentStore store() {
        return apart == null ? storage.attachmentStore() : apart;
    }

    /** Stores content under a new key. */
    String put(String tenant, Instant at, InputStream content) throws IOException {
        UUID random = UUID.randomUUID();
        String key = HexFormat.of()
                .formatHex(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(random.getMostSignificantBits())
                        .putLong(random.getLeastSignificantBits())
                        .array());
        store().put(tenant, key, at, content);
        return key;
    }

    InputStream open(StoredAttachment attachment) {
        return store().open(attachment.tenant(), attachment.key())
                .orElseThrow(() -> new StorageException("The content of an attached file is lost.", null));
    }

    /** Removes content of which no ticket knows; what cannot be removed is left to be swept. */
    void discard(String tenant, String key) {
        try {
            store().delete(tenant, key);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "Content of an attached file is left to be removed later: {}",
                    e.getClass().getName());
        }
    }

    /** Removes a file from its ticket. */
    void delete(TicketWriter writer, Emission emission, StoredAttachment attachment) {
        writer.attachments().delete(attachment);
        discardLater(emission, attachment.tenant(), List.of(attachment.key()));
    }

    /** Removes what came with a comment that is deleted. */
    void deleteOf(TicketWriter writer, Emission emission, String tenant, TicketId ticket, CommentId comment) {
        writer.attachments()
                .ofComment(tenant, ticket, comment)
                .forEach(attachment -> delete(writer, emission, attachment));
    }

    /** What hangs on a ticket that is about to be erased: the storage itself removes what it knows of it. */
    void erase(TicketWriter writer, Emission emission, String tenant, TicketId ticket) {
        if (apart != null) {
            discardLater(emission, tenant, writer.attachments().keys(tenant, ticket));
        }
    }

    private void discardLater(Emission emission, String tenant, Collection<String> keys) {
        if (apart != null && !keys.isEmpty()) {
            emission.afterCommit(() -> keys.forEach(key -> discard(tenant, key)));
        }
    }

    /**
     * Removes, of all tenants, content that has belonged to no file for a day.
     *
     * @param transactions in which the storage is asked
     * @param now what time it is
     * @return how much was removed: a number of files
     */
    public long removeUnused(OwnTransactions transactions, Instant now) {
        return transactions.run(() -> store().removeUnused(
                        now.minus(ON_ITS_WAY),
                        keys -> storage.read(reader -> reader.attachments().used(keys))));
    }
}
