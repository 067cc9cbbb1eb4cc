package io.ticketkit;

/** Which state of a ticket, or which text of a comment, a change was made for. */
public sealed interface Expected {
    /**
     * The ticket or comment as it was at this version; one changed since is refused with {@link StaleTicketException} or
     * {@link StaleCommentException}.
     *
     * @param number the version the caller read
     */
    record Version(long number) implements Expected {}

    /** Whatever it is by now. */
    record Any() implements Expected {}

    /**
     * Only if nobody changed it since.
     *
     * @param number {@link Ticket#version()} of the ticket, or {@link Comment#version()} of the comment, the caller read
     * @return the expectation
     */
    static Expected version(long number) {
        return new Version(number);
    }

    /**
     * Only if nobody changed the ticket since.
     *
     * @param ticket the ticket the caller read
     * @return the expectation
     */
    static Expected unchanged(Ticket ticket) {
        return new Version(ticket.version());
    }

    /**
     * Only if nobody edited the comment since.
     *
     * @param comment the comment the caller read
     * @return the expectation
     */
    static Expected unchanged(Comment comment) {
        return new Version(comment.version());
    }

    /** {@return in any case: the last writer wins, per field: the expectation} */
    static Expected any() {
        return new Any();
    }
}
