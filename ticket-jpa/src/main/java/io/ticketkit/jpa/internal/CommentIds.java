package io.ticketkit.jpa.internal;

import io.ticketkit.CommentId;

/** Hands out ids of comments: even ones for public replies, odd ones for internal notes. Thread-safe. */
public final class CommentIds {
    private static final int STEP = 2;

    private final IdBlocks replies = new IdBlocks("ticket_comment_id_seq", STEP);
    private final IdBlocks notes = new IdBlocks("ticket_note_id_seq", STEP);

    /** None reserved yet. */
    public CommentIds() {}

    void forget() {
        replies.forget();
        notes.forget();
    }

    CommentId next(boolean internal, SqlSession session, Layout layout) {
        return new CommentId((internal ? notes : replies).next(session, layout));
    }
}
