package io.ticketkit;

/** The comment was edited since the caller read it; nothing was written. Look at {@link #current()} and decide again. */
public final class StaleCommentException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    private final transient Comment current;

    /**
     * Made by TicketKit.
     *
     * @param expected the version the caller named
     * @param current the comment as it is now
     */
    public StaleCommentException(long expected, Comment current) {
        super("Comment " + current.id() + " is at version " + current.version() + ", not " + expected
                + ": read it again and repeat the change, or use Expected.any().");
        this.current = current;
    }

    /** {@return the comment as it is now: the current comment} */
    public Comment current() {
        return current;
    }
}
