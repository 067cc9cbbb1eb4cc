package io.ticketkit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What waits for one handler. Immutable. */
public final class OutboxBacklog {
    private final String handler;
    private final long waiting;
    private final long held;
    private final long dead;
    private final @Nullable Instant oldest;

    private OutboxBacklog(Builder builder) {
        this.handler = builder.handler;
        this.waiting = builder.waiting;
        this.held = builder.held;
        this.dead = builder.dead;
        this.oldest = builder.oldest;
    }

    /**
     * Starts a count; for storages and tests.
     *
     * @param handler the name of the handler
     * @return a builder, with nothing that waits
     */
    public static Builder builder(String handler) {
        return new Builder(handler);
    }

    /** {@return for which handler: its name} */
    public String handler() {
        return handler;
    }

    /** {@return how many events wait to be delivered or are being delivered: without those that are held, and the dead} */
    public long waiting() {
        return waiting;
    }

    /** {@return how many events wait behind a dead letter of their ticket} */
    public long held() {
        return held;
    }

    /** {@return how many dead letters there are} */
    public long dead() {
        return dead;
    }

    /** {@return when the oldest of the {@link #waiting()} events happened: its age is the lag; empty when none waits} */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldest);
    }

    @Override
    public String toString() {
        return "OutboxBacklog[" + handler + ", waiting " + waiting + ", held " + held + ", dead " + dead + "]";
    }

    /** Collects a count; not thread-safe. */
    public static final class Builder {
        private final String handler;
        private long waiting;
        private long held;
        private long dead;
        private @Nullable Instant oldest;

        private Builder(String handler) {
            this.handler = handler;
        }

        /**
         * Sets how many wait.
         * @param value 0 or more
         * @param first when the oldest of them happened, or null when there is none
         * @return this
         */
        public Builder waiting(long value, @Nullable Instant first) {
            this.waiting = value;
            this.oldest = first;
            return this;
        }

        /**
         * Sets how many wait behind a dead letter.
         * @param value 0 or more
         * @return this
         */
        public Builder held(long value) {
            this.held = value;
            return this;
        }

        /**
         * Sets how many are dead letters.
         * @param value 0 or more
         * @return this
         */
        public Builder dead(long value) {
            this.dead = value;
            return this;
        }

        /**
         * Makes the count.
         *
         * @return the count
         */
        public OutboxBacklog build() {
            return new OutboxBacklog(this);
        }
    }
}
