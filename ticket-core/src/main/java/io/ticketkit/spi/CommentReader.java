package io.ticketkit.spi;

/** What was said on tickets, as {@link TicketReader#comments()} gives them. Not thread-safe. */
public interface CommentReader {}
