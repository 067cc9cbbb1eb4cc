package io.ticketkit.spi;

/** Writes what {@link ConversationReader} reads. Not thread-safe. */
public interface ConversationWriter extends ConversationReader {}
