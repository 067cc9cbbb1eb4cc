package io.ticketkit;

/**
 * One value a classifier suggests.
 *
 * @param value the value
 * @param confidence how sure it is, 0 to 1: of many suggestions with 0.8, about 80% should be right
 * @param source what kind of classifier
 * @param <T> the type of the value
 */
public record Suggestion<T>(T value, double confidence, Source source) {
    /**
     * Checks the confidence.
     *
     * @param value as above
     * @param confidence as above
     * @param source as above
     * @throws IllegalArgumentException when the confidence is not between 0 and 1
     */
    public Suggestion {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1, not " + confidence);
        }
    }
}
