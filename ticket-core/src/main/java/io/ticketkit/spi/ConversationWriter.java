package io.ticketkit.spi;

import io.ticketkit.ChatMessage;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationId;
import java.util.Optional;

/** Writes chats with a machine. They are removed with their ticket. */
public interface ConversationWriter extends ConversationReader {
    /**
     * Stores a new conversation.
     *
     * @param tenant whose; its ticket is {@link TicketWriter#lock locked}, if it has one
     * @param conversation the conversation
     */
    void insert(String tenant, Conversation conversation);

    /**
     * Reads a conversation and keeps others from changing it until the end of the transaction.
     *
     * @param view who looks
     * @param id which
     * @return the conversation as it is now, or empty when there is none or it is not to be seen
     */
    Optional<StoredConversation> lock(ConversationView view, ConversationId id);

    /**
     * Stores a conversation that was {@link #lock locked} before.
     *
     * @param tenant whose
     * @param conversation as it shall be
     */
    void update(String tenant, StoredConversation conversation);

    /**
     * Adds what was said to a conversation that was {@link #lock locked} before.
     *
     * @param tenant whose
     * @param id which conversation
     * @param message what was said; its number is the next one
     */
    void add(String tenant, ConversationId id, ChatMessage message);
}
