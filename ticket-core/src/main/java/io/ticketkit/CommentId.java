package io.ticketkit;

/**
 * The number of a comment, made by the database and never used twice. Public replies and internal notes have numbers
 * from two separate rows, so that those of replies do not tell how many notes there are.
 *
 * @param value positive
 */
public record CommentId(long value) implements Comparable<CommentId> {
    /**
     * Checks the number.
     *
     * @param value as above
     * @throws IllegalArgumentException when the number is not positive
     */
    public CommentId {
        if (value <= 0) {
            throw new IllegalArgumentException("a comment id is positive, not " + value);
        }
    }

    @Override
    public int compareTo(CommentId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
