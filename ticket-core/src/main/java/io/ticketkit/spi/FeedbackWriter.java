package io.ticketkit.spi;

import io.ticketkit.Rating;

/**
 * Writes what people think of the help they got, in one transaction in which the ticket is {@link TicketWriter#lock
 * locked}. Not thread-safe.
 */
public interface FeedbackWriter extends FeedbackReader {
    /**
     * Stores the rating of a ticket, in place of what there was.
     *
     * @param tenant whose
     * @param rating the rating
     */
    void rate(String tenant, Rating rating);

    /** {@return an id that no feedback on an answer of any tenant has or had} */
    long nextAnswerId();

    /**
     * Stores what somebody thinks of an answer, in place of what was stored under its id.
     *
     * @param feedback with an id from {@link #nextAnswerId}, or that of an earlier one
     */
    void put(StoredAnswerFeedback feedback);
}
