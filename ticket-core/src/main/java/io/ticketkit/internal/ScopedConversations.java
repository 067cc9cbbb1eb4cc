package io.ticketkit.internal;

import io.ticketkit.TicketConversations;

/** Chats between people and a machine, of a ticket or free, of one tenant, as one actor may see them. */
final class ScopedConversations implements TicketConversations {}
