package io.ticketkit;

/** Chats between people and a machine, of a ticket or free, as one actor may see them. A cheap, immutable, thread-safe view. */
public interface TicketConversations {}
