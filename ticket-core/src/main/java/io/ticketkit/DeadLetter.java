package io.ticketkit;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event that a handler did not take however often it was tried. Immutable. */
public final class DeadLetter {
    private final String handler;
    private final String tenant;
    private final TicketId ticketId;
    private final long number;
    private final String type;
    private final Instant at;
    private final Instant diedAt;
    private final int attempts;
    private final String failure;

    private DeadLetter(Builder builder) {
        this.handler = builder.handler;
        this.tenant = builder.tenant;
        this.ticketId = builder.ticketId;
        this.number = builder.number;
        this.type = Objects.requireNonNull(builder.type, "type");
        this.at = Objects.requireNonNull(builder.at, "at");
        this.diedAt = Objects.requireNonNull(builder.diedAt, "diedAt");
        this.attempts = builder.attempts;
        this.failure = Objects.requireNonNull(builder.failure, "failure");
    }

    /**
     * Starts a dead letter; for storages and tests.
     *
     * @param handler the name of the handler
     * @param tenant whose ticket
     * @param ticketId which ticket
     * @param number the ticket's event number, from 1
     * @return a builder; all else must be set
     */
    public static Builder builder(String handler, String tenant, TicketId ticketId, long number) {
        return new Builder(handler, tenant, ticketId, number);
    }

    /** {@return which handler did not take it: its name} */
    public String handler() {
        return handler;
    }

    /** {@return whose ticket: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return which ticket: its id} */
    public TicketId ticketId() {
        return ticketId;
    }

    /** {@return the ticket's event number: from 1} */
    public long number() {
        return number;
    }

    /** {@return what happened: as {@link OutboxEvent#type()}} */
    public String type() {
        return type;
    }

    /** {@return when it happened} */
    public Instant at() {
        return at;
    }

    /** {@return when it failed for the last time} */
    public Instant diedAt() {
        return diedAt;
    }

    /** {@return how many attempts there were: since the event happened, or was last replayed} */
    public int attempts() {
        return attempts;
    }

    /**
     * What went wrong the last time.
     *
     * @return the name of the exception's class, {@code timeout} when the handler took too long, {@code lost} when
     *     nobody recorded what became of it
     */
    public String failure() {
        return failure;
    }

    @Override
    public String toString() {
        return "DeadLetter[" + handler + ", ticket " + ticketId + ", number " + number + ", " + failure + "]";
    }

    /** Collects a dead letter; not thread-safe. */
    public static final class Builder {
        private final String handler;
        private final String tenant;
        private final TicketId ticketId;
        private final long number;
        private @Nullable String type;
        private @Nullable Instant at;
        private @Nullable Instant diedAt;
        private int attempts;
        private @Nullable String failure;

        private Builder(String handler, String tenant, TicketId ticketId, long number) {
            this.handler = handler;
            this.tenant = tenant;
            this.ticketId = ticketId;
            this.number = number;
        }

        /**
         * Sets what happened.
         * @param value the type
         * @param time when
         * @return this
         */
        public Builder event(String value, Instant time) {
            this.type = value;
            this.at = time;
            return this;
        }

        /**
         * Sets how it came to its end.
         * @param value the name of what went wrong
         * @param count after how many attempts
         * @param time when
         * @return this
         */
        public Builder failed(String value, int count, Instant time) {
            this.failure = value;
            this.attempts = count;
            this.diedAt = time;
            return this;
        }

        /**
         * Makes the dead letter.
         *
         * @return the dead letter
         * @throws NullPointerException when something that must be set is missing; its name is the message
         */
        public DeadLetter build() {
            return new DeadLetter(this);
        }
    }
}
