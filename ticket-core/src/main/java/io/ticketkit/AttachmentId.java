package io.ticketkit;

/**
 * The number of an attachment, made by the database and never used twice.
 *
 * @param value positive
 */
public record AttachmentId(long value) implements Comparable<AttachmentId> {
    /**
     * Checks the number.
     *
     * @param value as above
     * @throws IllegalArgumentException when the number is not positive
     */
    public AttachmentId {
        if (value <= 0) {
            throw new IllegalArgumentException("an attachment id is positive, not " + value);
        }
    }

    @Override
    public int compareTo(AttachmentId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
