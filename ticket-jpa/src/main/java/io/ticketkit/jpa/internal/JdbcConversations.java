package io.ticketkit.jpa.internal;

import io.ticketkit.spi.ConversationWriter;

/** Chats with a machine, by SQL. */
final class JdbcConversations implements ConversationWriter {}
