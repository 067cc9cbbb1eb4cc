package io.ticketkit.spi;

/** Writes what {@link FeedbackReader} reads. Not thread-safe. */
public interface FeedbackWriter extends FeedbackReader {}
