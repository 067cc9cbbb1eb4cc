package io.ticketkit.memory;

import io.ticketkit.spi.ConversationWriter;

/** Chats with a machine, in maps. */
final class MemoryConversations implements ConversationWriter {}
