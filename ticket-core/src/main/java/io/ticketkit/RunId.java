package io.ticketkit;

/**
 * The number of a recorded run, made by the database and never used twice.
 *
 * @param value positive
 */
public record RunId(long value) implements Comparable<RunId> {
    /**
     * Checks the number.
     *
     * @param value as above
     * @throws IllegalArgumentException when the number is not positive
     */
    public RunId {
        if (value <= 0) {
            throw new IllegalArgumentException("a run id is positive, not " + value);
        }
    }

    @Override
    public int compareTo(RunId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
