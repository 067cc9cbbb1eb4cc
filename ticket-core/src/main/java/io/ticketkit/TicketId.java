package io.ticketkit;

/**
 * The number of a ticket, made by the database and never used twice.
 *
 * @param value positive
 */
public record TicketId(long value) implements Comparable<TicketId> {
    /**
     * Checks the number.
     *
     * @param value as above
     * @throws IllegalArgumentException when the number is not positive
     */
    public TicketId {
        if (value <= 0) {
            throw new IllegalArgumentException("a ticket id is positive, not " + value);
        }
    }

    @Override
    public int compareTo(TicketId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
