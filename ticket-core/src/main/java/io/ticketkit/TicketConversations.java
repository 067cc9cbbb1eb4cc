package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chats between people and a machine, of a ticket or free, of one tenant, as one actor may see them. A cheap, immutable,
 * thread-safe view.
 *
 * <p>What an actor may see: a conversation about a ticket, when the actor may see the ticket; but one that staff or a program
 * began only with {@link Action#INTERNAL_NOTES}, or when it is the actor's own. A free conversation, when it is the actor's
 * own; those of others with {@link Action#INTERNAL_NOTES} and a scope of all tickets.
 *
 * <p>Every method may throw {@link AccessDeniedException} without {@link Action#CHAT}, and {@link StorageException} when the
 * database fails.
 */
public interface TicketConversations {
    /**
     * Begins a conversation.
     *
     * @param ticket what it is about, or null for nothing in particular
     * @return the conversation
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     */
    Conversation start(@Nullable TicketId ticket);

    /**
     * Looks for a conversation.
     *
     * @param id its id
     * @return the conversation, or empty when there is none or the actor may not see it
     */
    Optional<Conversation> find(ConversationId id);

    /**
     * Reads a conversation that should be there.
     *
     * @param id its id
     * @return the conversation
     * @throws ConversationNotFoundException when there is none or the actor may not see it
     */
    default Conversation get(ConversationId id) {
        return find(id).orElseThrow(() -> new ConversationNotFoundException(id));
    }

    /**
     * Lists conversations, newest first.
     *
     * @param query which
     * @param page which part of the list
     * @return the page; empty too when the actor may not see the ticket asked for
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<Conversation> list(ConversationQuery query, PageRequest page);

    /**
     * What was said, oldest first.
     *
     * @param id the conversation's id
     * @param page which part of it
     * @return the page
     * @throws ConversationNotFoundException when there is none or the actor may not see it
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<ChatMessage> messages(ConversationId id, PageRequest page);

    /**
     * Says something. The message is stored at once. Then the machine answers, unless a person has taken over: within the
     * kit's time for assistance, or with what can be said offline. Messages that arrive while an answer is being made, on
     * any node, are answered together with one answer, which every one of these calls returns. A failure of the model never
     * loses what was said. Joining, all this happens in the host's transaction, offline.
     *
     * <p>What somebody with {@link Action#INTERNAL_NOTES} says in a conversation that a requester began takes it over. So
     * does a public reply of staff on the ticket.
     *
     * @param id the conversation's id
     * @param message 1 to {@link Limits#MESSAGE} characters once stripped
     * @return the answer, or why there is none
     * @throws ValidationException when the message is not valid
     * @throws ConversationNotFoundException when there is none or the actor may not see it
     * @throws ConversationEndedException when it has ended
     */
    ChatOutcome say(ConversationId id, String message);

    /**
     * Takes over: from now on no machine answers in it, not even with an answer that is being made. Doing it again changes
     * nothing.
     *
     * @param id the conversation's id
     * @return the conversation
     * @throws AccessDeniedException without {@link Action#INTERNAL_NOTES}
     * @throws ConversationNotFoundException when there is none or the actor may not see it
     * @throws ConversationEndedException when it has ended
     */
    Conversation takeOver(ConversationId id);

    /**
     * Ends a conversation: nothing more can be said in it. Doing it again changes nothing.
     *
     * @param id the conversation's id
     * @return the conversation
     * @throws ConversationNotFoundException when there is none or the actor may not see it
     */
    Conversation end(ConversationId id);
}
