package io.ticketkit.spi;

import io.ticketkit.AttachmentId;

/**
 * Writes what is known of files, in one transaction in which the ticket is {@link TicketWriter#lock locked}. Not
 * thread-safe.
 */
public interface AttachmentWriter extends AttachmentReader {
    /**
     * Makes an id that no attachment of any tenant has or had. Ids of public files are even, those of internal ones odd,
     * and neither tells anything about the others.
     *
     * @param internal whether it is for an internal file
     * @return the id
     */
    AttachmentId nextId(boolean internal);

    /**
     * Stores what is known of a file whose content is stored already.
     *
     * @param attachment with an id from {@link #nextId}
     */
    void insert(StoredAttachment attachment);

    /**
     * Removes what is known of a file, and the content that the storage's own {@link TicketStorage#attachmentStore} keeps
     * under its key; another store keeps it until it is told.
     *
     * @param attachment as it was found
     */
    void delete(StoredAttachment attachment);
}
