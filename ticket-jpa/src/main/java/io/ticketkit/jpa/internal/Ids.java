package io.ticketkit.jpa.internal;

import io.ticketkit.StorageUnavailableException;
import java.util.function.Supplier;

/** Hands out the ids of one storage; all its transactions share it. Thread-safe. */
public final class Ids {
    final IdBlocks tickets = new IdBlocks("ticket_id_seq");
    final IdBlocks runs = new IdBlocks("ticket_run_id_seq");
    final CommentIds comments = new CommentIds();
    final AttachmentIds attachments = new AttachmentIds();
    final IdBlocks feedback = new IdBlocks("ticket_answer_feedback_id_seq");

    /** None reserved yet. */
    public Ids() {}

    /**
     * Runs work that takes ids. Where the database goes away, what it had reserved is given up: a step of a sequence that no
     * commit followed is gone with it, and what comes back, or takes over, reserves the same block for somebody else.
     */
    public <T> T using(Supplier<T> work) {
        try {
            return work.get();
        } catch (StorageUnavailableException e) {
            tickets.forget();
            runs.forget();
            comments.forget();
            attachments.forget();
            feedback.forget();
            throw e;
        }
    }
}
