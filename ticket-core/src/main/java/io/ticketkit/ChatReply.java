package io.ticketkit;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What came of saying something in a {@link Conversation}. Immutable. */
public final class ChatReply {
    /** How it came out. */
    public enum Outcome {
        /** The machine answered. */
        ANSWERED,
        /** A person has taken over: the message is stored, and it is for them to answer. */
        TAKEN_OVER,
        /**
         * Nobody has answered yet, because an answer to several messages took too long: the message is stored, and will
         * be answered together with the next one.
         */
        PENDING,
        /** The message needs no answer of the machine: somebody who gives help said it, or a program. */
        NOTED;

        /** {@return the name used in JSON: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    private final Outcome outcome;
    private final ChatMessage said;
    private final @Nullable ChatMessage answer;

    private ChatReply(Outcome outcome, ChatMessage said, @Nullable ChatMessage answer) {
        this.outcome = outcome;
        this.said = said;
        this.answer = answer;
    }

    /**
     * The machine answered.
     *
     * @param said what was said
     * @param answer what the machine says to it
     * @return the reply
     */
    public static ChatReply answered(ChatMessage said, ChatMessage answer) {
        return new ChatReply(Outcome.ANSWERED, said, answer);
    }

    /**
     * No machine answered.
     *
     * @param said what was said
     * @param why why there is no answer
     * @return the reply
     * @throws IllegalArgumentException for {@link Outcome#ANSWERED}
     */
    public static ChatReply none(ChatMessage said, Outcome why) {
        if (why == Outcome.ANSWERED) {
            throw new IllegalArgumentException("what was answered has an answer");
        }
        return new ChatReply(why, said, null);
    }

    /** {@return how it came out: the outcome} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return what was said: the message as it is stored} */
    public ChatMessage said() {
        return said;
    }

    /** {@return the machine's message, the same for all that it answers; empty unless it answered} */
    public Optional<ChatMessage> answer() {
        return Optional.ofNullable(answer);
    }

    /** {@return what the machine says: the text; empty unless it answered} */
    public Optional<String> text() {
        return answer().map(ChatMessage::text);
    }

    /** {@return how sure it is: 0 to 1, empty unless it answered} */
    public OptionalDouble confidence() {
        return answer == null ? OptionalDouble.empty() : answer.confidence();
    }

    /** {@return what kind of machine it is: the source; empty unless it answered} */
    public Optional<Source> source() {
        return answer().flatMap(ChatMessage::source);
    }

    /** {@return why the model that was asked gave no answer of use; empty when it did or there is none} */
    public Optional<FailureReason> failure() {
        return answer().flatMap(ChatMessage::failure);
    }

    @Override
    public String toString() {
        return "ChatReply[" + outcome.wireName() + "]";
    }
}
