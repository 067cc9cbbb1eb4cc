package io.ticketkit;

/** Which state of a ticket a change was made for. */
public sealed interface Expected {
    /**
     * The ticket as it was at this version; a ticket changed since is refused with {@link StaleTicketException}.
     *
     * @param number the version the caller read
     */
    record Version(long number) implements Expected {}

    /** Whatever it is by now. */
    record Any() implements Expected {}

    /**
     * Only if nobody changed the ticket since.
     *
     * @param number {@link Ticket#version()} of the ticket the caller read
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

    /** {@return in any case: the last writer wins, per field: the expectation} */
    static Expected any() {
        return new Any();
    }
}
