package io.ticketkit.jpa.internal;

/** Hands out the ids of one storage; all its transactions share it. Thread-safe. */
public final class Ids {
    final IdBlocks tickets = new IdBlocks("ticket_id_seq");
    final IdBlocks runs = new IdBlocks("ticket_run_id_seq");
    final CommentIds comments = new CommentIds();
    final AttachmentIds attachments = new AttachmentIds();
    final IdBlocks feedback = new IdBlocks("ticket_answer_feedback_id_seq");

    /** None reserved yet. */
    public Ids() {}
}
