package io.ticketkit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chat between people and a machine, on a ticket or free. Immutable. */
public final class Conversation {
    private final ConversationId id;
    private final @Nullable TicketId ticket;
    private final Actor startedBy;
    private final Instant createdAt;
    private final Instant updatedAt;
    private final long messages;
    private final @Nullable Instant takenOverAt;
    private final @Nullable Actor takenOverBy;
    private final @Nullable Instant endedAt;
    private final @Nullable Actor endedBy;

    private Conversation(Builder builder) {
        this.id = builder.id;
        this.ticket = builder.ticket;
        this.startedBy = builder.startedBy;
        this.createdAt = builder.createdAt;
        this.updatedAt = builder.updatedAt;
        this.messages = builder.messages;
        this.takenOverAt = builder.takenOverAt;
        this.takenOverBy = builder.takenOverBy;
        this.endedAt = builder.endedAt;
        this.endedBy = builder.endedBy;
    }

    /**
     * Starts a conversation in which nothing has been said. For storages and tests.
     *
     * @param id its id
     * @param startedBy who began it
     * @param createdAt when, in microseconds
     * @return a builder
     */
    public static Builder builder(ConversationId id, Actor startedBy, Instant createdAt) {
        return new Builder(id, startedBy, createdAt);
    }

    /** {@return a builder that has all of this} */
    public Builder toBuilder() {
        Builder builder = new Builder(id, startedBy, createdAt);
        builder.ticket = ticket;
        builder.updatedAt = updatedAt;
        builder.messages = messages;
        builder.takenOverAt = takenOverAt;
        builder.takenOverBy = takenOverBy;
        builder.endedAt = endedAt;
        builder.endedBy = endedBy;
        return builder;
    }

    /** {@return its id} */
    public ConversationId id() {
        return id;
    }

    /** {@return the ticket it is about: its id, or empty when it is about none} */
    public Optional<TicketId> ticket() {
        return Optional.ofNullable(ticket);
    }

    /** {@return who began it: role and id, without teams} */
    public Actor startedBy() {
        return startedBy;
    }

    /** {@return when it began: the time} */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return when something last happened in it: the time} */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** {@return how many messages it has: also the number of the last one; 0 when nothing was said} */
    public long messages() {
        return messages;
    }

    /** {@return whether more can be said in it: false once it has ended} */
    public boolean isActive() {
        return endedAt == null;
    }

    /** {@return whether a person has taken over: from then on no machine answers} */
    public boolean isTakenOver() {
        return takenOverAt != null;
    }

    /** {@return when a person took over: the time, or empty when nobody did} */
    public Optional<Instant> takenOverAt() {
        return Optional.ofNullable(takenOverAt);
    }

    /**
     * Who took over.
     *
     * @return role and id; empty when nobody did, or it was done by a public reply on the ticket
     */
    public Optional<Actor> takenOverBy() {
        return Optional.ofNullable(takenOverBy);
    }

    /** {@return when it ended: the time, or empty while it is active} */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** {@return who ended it: role and id; empty while it is active} */
    public Optional<Actor> endedBy() {
        return Optional.ofNullable(endedBy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conversation that
                && id.equals(that.id)
                && Objects.equals(ticket, that.ticket)
                && startedBy.equals(that.startedBy)
                && createdAt.equals(that.createdAt)
                && updatedAt.equals(that.updatedAt)
                && messages == that.messages
                && Objects.equals(takenOverAt, that.takenOverAt)
                && Objects.equals(takenOverBy, that.takenOverBy)
                && Objects.equals(endedAt, that.endedAt)
                && Objects.equals(endedBy, that.endedBy);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Conversation[" + id + ", " + messages + " messages" + (isActive() ? "" : ", ended")
                + (isTakenOver() ? ", taken over]" : "]");
    }

    /** Collects what is known of a conversation; not thread-safe. */
    public static final class Builder {
        private final ConversationId id;
        private final Actor startedBy;
        private final Instant createdAt;
        private @Nullable TicketId ticket;
        private Instant updatedAt;
        private long messages;
        private @Nullable Instant takenOverAt;
        private @Nullable Actor takenOverBy;
        private @Nullable Instant endedAt;
        private @Nullable Actor endedBy;

        private Builder(ConversationId id, Actor startedBy, Instant createdAt) {
            this.id = id;
            this.startedBy = startedBy;
            this.createdAt = createdAt;
            this.updatedAt = createdAt;
        }

        /**
         * Sets the ticket.
         * @param value the ticket, or null for none
         * @return this
         */
        public Builder ticket(@Nullable TicketId value) {
            this.ticket = value;
            return this;
        }

        /**
         * Sets when something last happened.
         * @param value the time
         * @return this
         */
        public Builder updatedAt(Instant value) {
            this.updatedAt = value;
            return this;
        }

        /**
         * Sets how many messages there are.
         * @param value 0 or more
         * @return this
         */
        public Builder messages(long value) {
            this.messages = value;
            return this;
        }

        /**
         * Says that a person took over.
         * @param at when, or null when nobody did
         * @param by who, or null when it was done by a reply on the ticket
         * @return this
         */
        public Builder takenOver(@Nullable Instant at, @Nullable Actor by) {
            this.takenOverAt = at;
            this.takenOverBy = by;
            return this;
        }

        /**
         * Says that it ended.
         * @param at when, or null while it is active
         * @param by who, or null while it is active
         * @return this
         */
        public Builder ended(@Nullable Instant at, @Nullable Actor by) {
            this.endedAt = at;
            this.endedBy = by;
            return this;
        }

        /** {@return the conversation} */
        public Conversation build() {
            return new Conversation(this);
        }
    }
}
