package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run suggested for one field, and what became of it. Of all runs of a ticket at most one value per field is
 * {@linkplain Fate#isStanding() standing}.
 *
 * @param suggested the value as text: a category's code, a wire name, a number
 * @param confidence how sure the classifier was, 0 to 1
 * @param source what kind of classifier suggested it; differs from the run's where a chain filled in a field
 * @param fate what became of it
 * @param correctedTo the value a person chose instead, as text; null unless corrected
 */
public record RunValue(
        String suggested,
        double confidence,
        Source source,
        Fate fate,
        @Nullable String correctedTo) {
    /** What became of a suggested value. */
    public enum Fate {
        /** It never became the ticket's value. */
        OFFERED,
        /** It became the ticket's value, and nobody has decided about it. */
        APPLIED,
        /** It was the ticket's value until a machine or the host replaced it. */
        SUPERSEDED,
        /** A person let it stand explicitly, or came back to it. */
        ACCEPTED,
        /** A person chose another value. */
        CORRECTED;

        /** {@return the name used in JSON and in the database: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /**
         * Reads a wire name, in any letter case.
         *
         * @param text what somebody wrote
         * @return the fate, or empty when there is none of that name
         */
        public static Optional<Fate> parse(String text) {
            return WireNames.parse(values(), text);
        }

        /** {@return whether a decision of a person is about this value: true for applied, accepted and corrected} */
        public boolean isStanding() {
            return this == APPLIED || this == ACCEPTED || this == CORRECTED;
        }
    }

    /**
     * Checks that it fits together.
     *
     * @param suggested as above
     * @param confidence as above
     * @param source as above
     * @param fate as above
     * @param correctedTo as above
     * @throws IllegalArgumentException when the confidence is not between 0 and 1, or correctedTo is there without
     *     being corrected or the other way round
     */
    public RunValue {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1, not " + confidence);
        }
        if ((correctedTo != null) != (fate == Fate.CORRECTED)) {
            throw new IllegalArgumentException("what is corrected, and only that, has a value it was corrected to");
        }
    }

    /**
     * The same suggestion with another fate.
     *
     * @param value any but corrected
     * @return a new value
     * @throws IllegalArgumentException when the fate is corrected
     */
    public RunValue with(Fate value) {
        return new RunValue(suggested, confidence, source, value, null);
    }

    /**
     * The same suggestion after a person's decision.
     *
     * @param chosen what the person chose, as text
     * @return accepted when that is the suggested value, else corrected
     */
    public RunValue decided(String chosen) {
        return chosen.equals(suggested)
                ? with(Fate.ACCEPTED)
                : new RunValue(suggested, confidence, source, Fate.CORRECTED, chosen);
    }
}
