package io.ticketkit;

import java.util.Optional;

/** Who or what chose a value. */
public enum Source {
    /** A requester or a staff member; no machine ever overwrites such a value. */
    PERSON,
    /** A language model. */
    LLM,
    /** A model learned from people's corrections. */
    LEARNED,
    /** The keyword lexicon. */
    KEYWORD,
    /** A fixed rule; also the value used when nothing at all could answer. */
    RULE,
    /** The host application: its own classifier, or a system actor that gave the value. */
    HOST;

    /** {@return the name used in JSON and in the database: lower snake case, for example {@code keyword}} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the source, or empty when there is none of that name
     */
    public static Optional<Source> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
