package io.ticketkit.llm.internal.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an answer has. */
public enum Field {
    /** Why. */
    RATIONALE,
    /** A code of the taxonomy. */
    CATEGORY,
    /** 0 to 1. */
    CATEGORY_CONFIDENCE,
    /** A wire name. */
    PRIORITY,
    /** 0 to 1. */
    PRIORITY_CONFIDENCE,
    /** A wire name. */
    SENTIMENT,
    /** 0 to 100. */
    URGENCY,
    /** One line. */
    TITLE,
    /** What to say to somebody. */
    REPLY,
    /** What was said, in short. */
    SUMMARY,
    /** What to do: one action a line. */
    ACTIONS,
    /** 0 to 1. */
    CONFIDENCE,
    /** Numbers of pieces of knowledge. */
    KNOWLEDGE,
    /** Numbers of other tickets. */
    SIMILAR,
    /** Whether a person should take over. */
    HAND_OVER;

    /** The name in the answer's JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Field> of(String name) {
        return Arrays.stream(values())
                .filter(field -> field.wireName().equalsIgnoreCase(name.strip()))
                .findFirst();
    }
}
