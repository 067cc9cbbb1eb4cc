package io.ticketkit;

/** The fields of a ticket that a classifier can choose. */
public enum ClassifiedField {
    /** {@link Ticket#category()}. */
    CATEGORY,
    /** {@link Ticket#priority()}. */
    PRIORITY,
    /** {@link Ticket#sentiment()}. */
    SENTIMENT,
    /** {@link Ticket#urgencyScore()}. */
    URGENCY_SCORE
}
