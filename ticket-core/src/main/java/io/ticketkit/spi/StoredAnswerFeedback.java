package io.ticketkit.spi;

import io.ticketkit.AnswerFeedback;

/**
 * What somebody thinks of an answer, and what only storage and engine need to know of it.
 *
 * @param tenant whose
 * @param id from {@link FeedbackWriter#nextAnswerId()}
 * @param feedback what is thought
 */
public record StoredAnswerFeedback(String tenant, long id, AnswerFeedback feedback) {}
