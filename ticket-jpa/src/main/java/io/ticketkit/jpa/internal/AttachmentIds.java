package io.ticketkit.jpa.internal;

import io.ticketkit.AttachmentId;

/** Hands out ids of attachments: even ones for public files, odd ones for internal files. Thread-safe. */
public final class AttachmentIds {
    private static final int STEP = 2;

    private final IdBlocks publicOnes = new IdBlocks("ticket_attachment_id_seq", STEP);
    private final IdBlocks internalOnes = new IdBlocks("ticket_internal_attachment_id_seq", STEP);

    /** None reserved yet. */
    public AttachmentIds() {}

    void forget() {
        publicOnes.forget();
        internalOnes.forget();
    }

    AttachmentId next(boolean internal, SqlSession session, Layout layout) {
        return new AttachmentId((internal ? internalOnes : publicOnes).next(session, layout));
    }
}
