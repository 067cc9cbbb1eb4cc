package io.ticketkit.spi;

/** How tickets belong together, as {@link TicketReader#links()} gives them. Not thread-safe. */
public interface LinkReader {}
