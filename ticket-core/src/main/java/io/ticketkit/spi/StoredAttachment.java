package io.ticketkit.spi;

import io.ticketkit.Attachment;

/**
 * An attachment and what only storage and engine need to know of it.
 *
 * @param tenant whose
 * @param attachment what is known of the file
 * @param key where its content is in the {@link AttachmentStore}
 */
public record StoredAttachment(String tenant, Attachment attachment, String key) {
    /** Only the attachment. */
    @Override
    public String toString() {
        return attachment.toString();
    }
}
