package io.ticketkit;

import java.util.Optional;

/** The tone of a ticket's text. */
public enum Sentiment {
    /** Friendly or content. */
    CALM,
    /** Matter-of-fact; also where nothing tells. */
    NEUTRAL,
    /** Annoyed, tired of it. */
    FRUSTRATED,
    /** Furious or threatening. */
    ANGRY;

    /** The coarser scale that many tools use. */
    public enum Polarity {
        /** {@link Sentiment#CALM}. */
        POSITIVE,
        /** {@link Sentiment#NEUTRAL}. */
        NEUTRAL,
        /** {@link Sentiment#FRUSTRATED} and {@link Sentiment#ANGRY}. */
        NEGATIVE
    }

    /** {@return the name used in JSON and in the database: lower snake case, for example {@code frustrated}} */
    public String wireName() {
        return WireNames.of(this);
    }

    /** {@return positive, neutral or negative} Maps to the three-step scale. */
    public Polarity polarity() {
        return switch (this) {
            case CALM -> Polarity.POSITIVE;
            case NEUTRAL -> Polarity.NEUTRAL;
            case FRUSTRATED, ANGRY -> Polarity.NEGATIVE;
        };
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the sentiment, or empty when there is none of that name
     */
    public static Optional<Sentiment> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
