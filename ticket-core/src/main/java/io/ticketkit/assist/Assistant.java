package io.ticketkit.assist;

import io.ticketkit.ChatReply;
import io.ticketkit.NextActions;
import io.ticketkit.ReplyDraft;
import io.ticketkit.Source;
import io.ticketkit.Summary;
import java.util.Optional;

/**
 * Helps those who help: drafts replies, sums up, suggests what to do, answers in a chat. What is not overridden
 * abstains. Implementations are thread-safe, extend the contract suite {@code AssistantContract}, and treat everything
 * in a request that people wrote as data, never as instructions.
 *
 * <p>To answer empty is to abstain; to throw is to fail. Either way {@link OfflineAssistant} helps instead.
 */
public interface Assistant {
    /**
     * Drafts a reply to the requester. Nobody sends it because of this.
     *
     * @param request the ticket, without internal notes
     * @return the draft, or empty
     * @throws Exception when it fails; {@link AssistanceException} to tell why
     */
    default Optional<ReplyDraft> reply(AssistanceRequest request) throws Exception {
        return Optional.empty();
    }

    /**
     * Sums up what was said.
     *
     * @param request the ticket; with internal notes when the reader may see them
     * @return the summary, or empty
     * @throws Exception when it fails; {@link AssistanceException} to tell why
     */
    default Optional<Summary> summarize(AssistanceRequest request) throws Exception {
        return Optional.empty();
    }

    /**
     * Suggests what to do next.
     *
     * @param request the ticket, without internal notes
     * @return the actions, or empty to abstain
     * @throws Exception when it fails; {@link AssistanceException} to tell why
     */
    default Optional<NextActions> nextActions(AssistanceRequest request) throws Exception {
        return Optional.empty();
    }

    /**
     * Answers the last message of a chat.
     *
     * @param request the chat
     * @return the answer, or empty
     * @throws Exception when it fails; {@link AssistanceException} to tell why
     */
    default Optional<ChatReply> chat(ConversationRequest request) throws Exception {
        return Optional.empty();
    }

    /** {@return what kind of assistant this is, as recorded runs tell it: {@link Source#HOST} unless overridden} */
    default Source source() {
        return Source.HOST;
    }

    /**
     * Drops what is kept in memory of texts of a tenant. Called when somebody's data was erased. Does nothing unless
     * overridden.
     *
     * @param tenant whose texts
     */
    default void forget(String tenant) {}
}
