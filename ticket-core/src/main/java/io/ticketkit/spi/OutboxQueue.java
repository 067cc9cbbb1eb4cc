package io.ticketkit.spi;

/** The events that wait to be delivered, as {@link TicketWriter#outbox()} gives them. Not thread-safe. */
public interface OutboxQueue {}
