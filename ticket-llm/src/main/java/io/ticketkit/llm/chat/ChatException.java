package io.ticketkit.llm.chat;

import io.ticketkit.FailureReason;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** There is no answer, and why. Nothing of the request, and no secret, is in the message. */
public final class ChatException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why there is no answer. */
    private final FailureReason reason;

    /** The status of the last HTTP answer, or null. */
    private final @Nullable Integer status;

    /** The provider's name for the call, or null. */
    private final @Nullable String requestId;

    /** How many requests were sent. */
    private final int attempts;

    private ChatException(Builder builder) {
        super(builder.message, builder.cause);
        this.reason = builder.reason;
        this.status = builder.status;
        this.requestId = builder.requestId;
        this.attempts = builder.attempts;
    }

    /**
     * Starts an exception.
     *
     * @param reason why there is no answer
     * @param message for the log: nothing of the request or the answer, no secret
     * @return a builder without status, id and cause, with one attempt
     */
    public static Builder builder(FailureReason reason, String message) {
        return new Builder(reason, message);
    }

    /** {@return why there is no answer: the reason} */
    public FailureReason reason() {
        return reason;
    }

    /** {@return the status of the last HTTP answer: 300 to 599, or empty when there was none, or one of success} */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** {@return the provider's name for the call: its id, or empty when the provider did not tell} */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** {@return how many requests were sent: 0 when nothing was, so that nothing can have been spent} */
    public int attempts() {
        return attempts;
    }

    /** Collects an exception; not thread-safe. */
    public static final class Builder {
        private final FailureReason reason;
        private final String message;
        private @Nullable Integer status;
        private @Nullable String requestId;
        private @Nullable Throwable cause;
        private int attempts = 1;

        private Builder(FailureReason reason, String message) {
            this.reason = reason;
            this.message = message;
        }

        /**
         * Sets the HTTP status.
         * @param value the status
         * @return this
         */
        public Builder status(int value) {
            this.status = value;
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
         * @param value 0 or more
         * @return this
         */
        public Builder attempts(int value) {
            this.attempts = value;
            return this;
        }

        /**
         * Sets what happened below.
         * @param value an exception whose messages hold nothing of the request and no secret, or null
         * @return this
         */
        public Builder cause(@Nullable Throwable value) {
            this.cause = value;
            return this;
        }

        /** {@return the exception} Makes the exception. */
        public ChatException build() {
            return new ChatException(this);
        }
    }
}
