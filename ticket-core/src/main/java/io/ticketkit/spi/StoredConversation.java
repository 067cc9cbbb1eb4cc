package io.ticketkit.spi;

import io.ticketkit.Conversation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation and what only storage and engine need to know of it.
 *
 * @param conversation the conversation
 * @param answered up to which message everything is answered or needs no answer: its number, 0 at the beginning
 * @param lease who is making an answer, or null
 * @param summary what was said in the messages up to {@code summarised}, or null when these are none
 * @param summarised a message's number, 0 at the beginning
 */
public record StoredConversation(
        Conversation conversation,
        long answered,
        @Nullable Lease lease,
        @Nullable String summary,
        long summarised) {
    /** Longest summary, in code points. */
    public static final int SUMMARY = 4_000;

    /**
     * The right to make an answer.
     *
     * @param holder a random name of whoever has it: at most 64 letters, digits and hyphens
     * @param until when others may take it
     */
    public record Lease(String holder, Instant until) {}

    /**
     * A conversation in which nothing was said.
     *
     * @param conversation the conversation
     */
    public StoredConversation(Conversation conversation) {
        this(conversation, 0, null, null, 0);
    }

    /**
     * The same with another conversation.
     *
     * @param changed the conversation as it shall be; same id
     * @return a copy
     */
    public StoredConversation with(Conversation changed) {
        return new StoredConversation(changed, answered, lease, summary, summarised);
    }

    /**
     * The same with another lease.
     *
     * @param changed who makes an answer, or null for nobody
     * @return a copy
     */
    public StoredConversation with(@Nullable Lease changed) {
        return new StoredConversation(conversation, answered, changed, summary, summarised);
    }

    /**
     * The same once everything up to a message is answered.
     *
     * @param number the message's number
     * @return a copy
     */
    public StoredConversation answeredTo(long number) {
        return new StoredConversation(conversation, number, lease, summary, summarised);
    }

    /**
     * The same with another summary.
     *
     * @param text what was said
     * @param number in the messages up to this one
     * @return a copy
     */
    public StoredConversation summarised(String text, long number) {
        return new StoredConversation(conversation, answered, lease, text, number);
    }
}
