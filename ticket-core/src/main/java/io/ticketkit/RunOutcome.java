package io.ticketkit;

import java.util.Optional;

/** How a run of a classifier ended, or how far it is. */
public enum RunOutcome {
    /** Will be asked in the background. */
    WAITING,
    /** Is being asked in the background. */
    STARTED,
    /** It suggested something. */
    ANSWERED,
    /** It suggested nothing, and that is no failure. */
    ABSTAINED,
    /** It failed, see {@link ClassificationRun#failure()}. */
    FAILED;

    /** {@return the name used in JSON and in the database: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the outcome, or empty when there is none of that name
     */
    public static Optional<RunOutcome> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
