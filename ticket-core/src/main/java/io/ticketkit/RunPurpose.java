package io.ticketkit;

import java.util.Optional;

/** What a run was for. Will grow: a switch over it needs a default. */
public enum RunPurpose {
    /** To classify a text. */
    CLASSIFICATION,
    /** To draft a reply. */
    REPLY,
    /** To sum up a thread. */
    SUMMARY,
    /** To suggest what to do next. */
    ACTIONS,
    /** To answer in a chat. */
    CHAT;

    /** {@return the name used in JSON and in the database: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the purpose, or empty when there is none of that name
     */
    public static Optional<RunPurpose> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
