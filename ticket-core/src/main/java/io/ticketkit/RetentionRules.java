package io.ticketkit;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For how long what is kept. What no rule names is kept for ever. Immutable. */
public final class RetentionRules {
    /** The longest time: a hundred years of 365 days. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private final @Nullable Duration closedTickets;
    private final @Nullable Duration conversations;
    private final @Nullable Duration idempotencyKeys;
    private final @Nullable Duration runTexts;

    private RetentionRules(Builder builder) {
        this.closedTickets = builder.closedTickets;
        this.conversations = builder.conversations;
        this.idempotencyKeys = builder.idempotencyKeys;
        this.runTexts = builder.runTexts;
    }

    /** {@return a builder of rules that keep everything} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how long after it was closed a ticket is erased: a time, or empty for never} */
    public Optional<Duration> closedTickets() {
        return Optional.ofNullable(closedTickets);
    }

    /** {@return how long after the last message a chat about no ticket is removed: a time, or empty for never} */
    public Optional<Duration> conversations() {
        return Optional.ofNullable(conversations);
    }

    /** {@return how long after its use an idempotency key is removed: a time, or empty for when its ticket is erased} */
    public Optional<Duration> idempotencyKeys() {
        return Optional.ofNullable(idempotencyKeys);
    }

    /** {@return how long after it a run loses the reason it gave: a time, or empty for when its ticket is erased} */
    public Optional<Duration> runTexts() {
        return Optional.ofNullable(runTexts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetentionRules that
                && closedTickets().equals(that.closedTickets())
                && conversations().equals(that.conversations())
                && idempotencyKeys().equals(that.idempotencyKeys())
                && runTexts().equals(that.runTexts());
    }

    @Override
    public int hashCode() {
        return closedTickets().hashCode()
                + 31 * (conversations().hashCode() + 31 * idempotencyKeys().hashCode());
    }

    @Override
    public String toString() {
        return "RetentionRules[closedTickets=" + closedTickets + ", conversations=" + conversations
                + ", idempotencyKeys=" + idempotencyKeys + ", runTexts=" + runTexts + "]";
    }

    /** Collects rules; not thread-safe. */
    public static final class Builder {
        private @Nullable Duration closedTickets;
        private @Nullable Duration conversations;
        private @Nullable Duration idempotencyKeys;
        private @Nullable Duration runTexts;

        private Builder() {}

        private static Duration checked(Duration value) {
            if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("what is kept is kept for more than no time, at most 36,500 days");
            }
            return value;
        }

        /**
         * Has tickets erased some time after they were closed, as {@link TicketService#erase} does. One that was merged into
         * another stays as long as that.
         *
         * @param value more than zero, at most {@link #LONGEST}
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder closedTickets(Duration value) {
            this.closedTickets = checked(value);
            return this;
        }

        /**
         * Has chats about no ticket removed some time after the last message.
         *
         * @param value more than zero, at most {@link #LONGEST}
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder conversations(Duration value) {
            this.conversations = checked(value);
            return this;
        }

        /**
         * Has idempotency keys removed some time after their use: a request repeated later is a new one.
         *
         * @param value more than zero, at most {@link #LONGEST}
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder idempotencyKeys(Duration value) {
            this.idempotencyKeys = checked(value);
            return this;
        }

        /**
         * Has runs lose the reasons they gave, which may quote a ticket, some time after they were made. What they suggested and
         * cost stays.
         *
         * @param value more than zero, at most {@link #LONGEST}
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder runTexts(Duration value) {
            this.runTexts = checked(value);
            return this;
        }

        /**
         * Makes the rules.
         *
         * @return the rules
         */
        public RetentionRules build() {
            return new RetentionRules(this);
        }
    }
}
