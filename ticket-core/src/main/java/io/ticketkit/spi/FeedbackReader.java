package io.ticketkit.spi;

/** What people think of the help they got, as {@link TicketReader#feedback()} gives them. Not thread-safe. */
public interface FeedbackReader {}
