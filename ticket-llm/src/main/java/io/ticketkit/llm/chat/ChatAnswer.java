package io.ticketkit.llm.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model answered. Immutable. */
public final class ChatAnswer {
    private final String text;
    private final FinishReason finish;
    private final @Nullable TokenUsage usage;
    private final @Nullable String model;
    private final @Nullable String requestId;
    private final int attempts;

    private ChatAnswer(Builder builder) {
        this.text = builder.text;
        this.finish = builder.finish;
        this.usage = builder.usage;
        this.model = builder.model;
        this.requestId = builder.requestId;
        this.attempts = builder.attempts;
    }

    /**
     * Starts an answer that is complete.
     *
     * @param text what the model said, as it said it; empty when it said nothing
     * @return a builder with finish {@link FinishReason#STOP} and one attempt
     */
    public static Builder builder(String text) {
        return new Builder(text);
    }

    /** {@return what the model said: not to be trusted, and only an answer when the finish is STOP} */
    public String text() {
        return text;
    }

    /** {@return why it stopped: the reason} */
    public FinishReason finish() {
        return finish;
    }

    /** {@return what the call used: the usage, or empty when the provider did not tell} */
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /** {@return which model answered: its name, or empty when the provider did not tell} */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** {@return the provider's name for the call: its id, or empty when the provider did not tell} */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** {@return how many requests were sent: those that failed, and those that a capability stepped down from, too} */
    public int attempts() {
        return attempts;
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "ChatAnswer[" + finish + ", " + text.length() + " characters]";
    }

    /** Collects an answer; not thread-safe. */
    public static final class Builder {
        private final String text;
        private FinishReason finish = FinishReason.STOP;
        private @Nullable TokenUsage usage;
        private @Nullable String model;
        private @Nullable String requestId;
        private int attempts = 1;

        private Builder(String text) {
            this.text = text;
        }

        /**
         * Sets why the model stopped.
         * @param value the reason
         * @return this
         */
        public Builder finish(FinishReason value) {
            this.finish = value;
            return this;
        }

        /**
         * Sets what the call used.
         * @param value the usage, or null when unknown
         * @return this
         */
        public Builder usage(@Nullable TokenUsage value) {
            this.usage = value;
            return this;
        }

        /**
         * Sets which model answered.
         * @param value its name, or null when unknown
         * @return this
         */
        public Builder model(@Nullable String value) {
            this.model = value;
            return this;
        }

        /**
         * Sets the provider's name for the call.
         * @param value its id, or null when unknown
         * @return this
         */
        public Builder requestId(@Nullable String value) {
            this.requestId = value;
            return this;
        }

        /**
         * Sets how many requests were sent.
         * @param value 1 or more
         * @return this
         */
        public Builder attempts(int value) {
            this.attempts = value;
            return this;
        }

        /** {@return the answer} Makes the answer. */
        public ChatAnswer build() {
            return new ChatAnswer(this);
        }
    }
}
