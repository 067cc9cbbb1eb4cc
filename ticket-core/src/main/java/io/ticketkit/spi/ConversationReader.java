package io.ticketkit.spi;

/** Chats with a machine, as {@link TicketReader#conversations()} gives them. Not thread-safe. */
public interface ConversationReader {}
