package io.ticketkit;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What came of saying something in a {@link Conversation}. Immutable. */
public final class ChatOutcome {
    /** How it came out. */
    public enum Kind {
        /** The machine answered. */
        ANSWERED,
        /** A person has taken over: the message is stored, and it is for them to answer. */
        TAKEN_OVER,
        /**
         * Nobody has answered yet, because an answer to several messages took too long: the message is stored, and will
         * be answered together with the next one.
         */
        PENDING,
        /** Somebody ended the conversation meanwhile: the message is stored, and nobody answers. */
        ENDED,
        /** The message needs no answer of the machine: somebody who gives help said it, or a program. */
        NOTED;

        /** {@return the name used in JSON: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    private final Kind kind;
    private final ChatMessage said;
    private final @Nullable ChatMessage answer;

    private ChatOutcome(Kind kind, ChatMessage said, @Nullable ChatMessage answer) {
        this.kind = kind;
        this.said = said;
        this.answer = answer;
    }

    /**
     * The machine answered.
     *
     * @param said what was said
     * @param answer what the machine says to it
     * @return the outcome
     */
    public static ChatOutcome answered(ChatMessage said, ChatMessage answer) {
        return new ChatOutcome(Kind.ANSWERED, said, answer);
    }

    /**
     * No machine answered.
     *
     * @param said what was said
     * @param why why there is no answer
     * @return the outcome
     * @throws IllegalArgumentException for {@link Kind#ANSWERED}
     */
    public static ChatOutcome none(ChatMessage said, Kind why) {
        if (why == Kind.ANSWERED) {
            throw new IllegalArgumentException("what was answered has an answer");
        }
        return new ChatOutcome(why, said, null);
    }

    /** {@return how it came out: the kind} */
    public Kind kind() {
        return kind;
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
        return "ChatOutcome[" + kind.wireName() + "]";
    }
}
