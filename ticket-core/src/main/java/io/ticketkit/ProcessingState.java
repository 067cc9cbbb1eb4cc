package io.ticketkit;

import java.util.Optional;

/** How far a job is. */
public enum ProcessingState {
    /** Some node is at it; or was, when it was killed. */
    RUNNING,
    /** Everything that was there is processed or set aside. */
    DONE,
    /** It could not go on, see {@link ProcessingProgress#failure()}; it can be run again. */
    STOPPED,
    /** Somebody cancelled it; it can be run again. */
    CANCELLED;

    /** {@return the name used in JSON and in the database: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the state, or empty when there is none of that name
     */
    public static Optional<ProcessingState> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
