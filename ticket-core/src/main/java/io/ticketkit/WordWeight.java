package io.ticketkit;

/**
 * What one word or phrase of a text counted for, where a classifier can tell.
 *
 * @param field which field it was about
 * @param value the value it spoke for, as text: a category's code, or a wire name
 * @param words as they stand in the text
 * @param weight how much: more than 0 for the value, less than 0 against it; only to be compared within one field of
 *     one answer
 */
public record WordWeight(ClassifiedField field, String value, String words, double weight) {
    /**
     * Checks the weight.
     *
     * @param field as above
     * @param value as above
     * @param words as above
     * @param weight as above
     * @throws IllegalArgumentException when the weight is not finite
     */
    public WordWeight {
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("a weight is finite, not " + weight);
        }
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "WordWeight[" + field + ", " + value + ", " + weight + "]";
    }
}
