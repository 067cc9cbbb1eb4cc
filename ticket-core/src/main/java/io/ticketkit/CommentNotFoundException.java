package io.ticketkit;

/** There is no such comment, it was deleted, or the actor may not see it; which of these is not told. */
public final class CommentNotFoundException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** The id asked for. */
    private final long id;

    /**
     * Made by TicketKit.
     *
     * @param id the id asked for
     */
    public CommentNotFoundException(CommentId id) {
        super("Comment " + id + " was not found.");
        this.id = id.value();
    }

    /** {@return the id asked for} */
    public CommentId id() {
        return new CommentId(id);
    }
}
