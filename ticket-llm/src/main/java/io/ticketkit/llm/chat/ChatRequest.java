package io.ticketkit.llm.chat;

import io.ticketkit.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a model is asked. Immutable. */
public final class ChatRequest {
    private final List<ChatMessage> messages;
    private final @Nullable OutputSchema schema;
    private final @Nullable Integer maxOutputTokens;
    private final Deadline deadline;

    private ChatRequest(Builder builder) {
        this.messages = builder.messages;
        this.schema = builder.schema;
        this.maxOutputTokens = builder.maxOutputTokens;
        this.deadline = Objects.requireNonNullElseGet(builder.deadline, () -> Deadline.after(Duration.ofMillis(3500)));
    }

    /**
     * Starts a request.
     *
     * @param messages what was said so far, oldest first; at least one
     * @return a builder without schema and limits, with a deadline of 3.5 s
     * @throws IllegalArgumentException when there is no message
     */
    public static Builder builder(List<ChatMessage> messages) {
        return new Builder(messages);
    }

    /** {@return what was said so far: the messages, oldest first} */
    public List<ChatMessage> messages() {
        return messages;
    }

    /** {@return the form the answer shall have: the schema, or empty for free text} */
    public Optional<OutputSchema> schema() {
        return Optional.ofNullable(schema);
    }

    /** {@return after how many tokens to stop: the number, or empty for the model's own setting} */
    public OptionalInt maxOutputTokens() {
        return maxOutputTokens == null ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens);
    }

    /** {@return until when an answer is of use: the deadline, for everything from looking up the name on} */
    public Deadline deadline() {
        return deadline;
    }

    /** Nothing of the messages. */
    @Override
    public String toString() {
        return "ChatRequest[" + messages.size() + " messages, " + deadline + "]";
    }

    /** Collects a request; not thread-safe. */
    public static final class Builder {
        private final List<ChatMessage> messages;
        private @Nullable OutputSchema schema;
        private @Nullable Integer maxOutputTokens;
        private @Nullable Deadline deadline;

        private Builder(List<ChatMessage> messages) {
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("messages: there must be at least one");
            }
            this.messages = List.copyOf(messages);
        }

        /**
         * Sets the form of the answer.
         * @param value the schema, or null for free text
         * @return this
         */
        public Builder schema(@Nullable OutputSchema value) {
            this.schema = value;
            return this;
        }

        /**
         * Sets after how many tokens to stop.
         * @param value 1 or more
         * @return this
         * @throws IllegalArgumentException when it is less
         */
        public Builder maxOutputTokens(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxOutputTokens must be 1 or more, not " + value);
            }
            this.maxOutputTokens = value;
            return this;
        }

        /**
         * Sets the deadline.
         * @param value the deadline
         * @return this
         */
        public Builder deadline(Deadline value) {
            this.deadline = value;
            return this;
        }

        /** {@return the request} Makes the request. */
        public ChatRequest build() {
            return new ChatRequest(this);
        }
    }
}
