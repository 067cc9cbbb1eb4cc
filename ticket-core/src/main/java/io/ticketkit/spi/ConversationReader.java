package io.ticketkit.spi;

import io.ticketkit.ChatMessage;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationId;
import io.ticketkit.ConversationQuery;
import java.util.List;
import java.util.Optional;

/** Reads chats with a machine. */
public interface ConversationReader {
    /**
     * Looks for a conversation.
     *
     * @param view who looks
     * @param id which
     * @return the conversation, or empty when there is none or it is not to be seen
     */
    Optional<StoredConversation> find(ConversationView view, ConversationId id);

    /**
     * Part of a list of conversations, newest first.
     *
     * @param view who looks
     * @param query which
     * @param seek which part; its position is {@link #positionOf}
     * @return at most {@link Seek#limit()}, always newest first
     */
    List<Conversation> page(ConversationView view, ConversationQuery query, Seek seek);

    /**
     * Part of what was said, by number, rising.
     *
     * @param tenant whose
     * @param id which conversation; the caller has checked that the actor may see it
     * @param seek which part; key and id of its position are both the number
     * @return at most {@link Seek#limit()}, always rising
     */
    List<ChatMessage> messages(String tenant, ConversationId id, Seek seek);

    /**
     * The place of a conversation in a list.
     *
     * @param conversation the conversation
     * @return when it was created, and what orders those created in the same microsecond
     */
    static Seek.Position positionOf(Conversation conversation) {
        return new Seek.Position(EpochMicros.of(conversation.createdAt()), place(conversation.id()));
    }

    /**
     * A number made of a conversation's id, practically never the same for two.
     *
     * @param id the id
     * @return 0 or more
     */
    static long place(ConversationId id) {
        return Long.parseUnsignedLong(id.value().replace("-", "").substring(16), 16) >>> 1;
    }
}
