package io.ticketkit;

import java.util.Optional;

/** Where a ticket stands. Which change of status is allowed says the {@link Workflow}. */
public enum Status {
    /** Nobody has taken it up, or it was reopened. */
    OPEN,
    /** Somebody works on it. */
    IN_PROGRESS,
    /** An answer was found; the requester may still object. */
    RESOLVED,
    /** Done and shut. */
    CLOSED;

    /** {@return the name used in JSON and in the database: lower snake case, for example {@code in_progress}} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the status, or empty when there is none of that name
     */
    public static Optional<Status> parse(String text) {
        return WireNames.parse(values(), text);
    }

    /** {@return and {@link #CLOSED}} Whether the work is over: true for {@link #RESOLVED} */
    public boolean isDone() {
        return this == RESOLVED || this == CLOSED;
    }
}
