package io.ticketkit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a ticket's history: who did what, when. Written in the same transaction as the change. Immutable.
 */
public final class HistoryEntry {
    /** What was done. */
    public enum Kind {
        /** The ticket was created; no field. */
        SUBMITTED,
        /** A field got another value by somebody's choice. */
        CHANGED,
        /** A machine scored the field again because the text changed. */
        RESCORED,
        /** An actor let a machine's value stand: it is the actor's choice now. Old and new value are the same. */
        ACCEPTED;

        /** {@return the name used in JSON and in the database: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /**
         * Reads a wire name, in any letter case.
         *
         * @param text what somebody wrote
         * @return the kind, or empty when there is none of that name
         */
        public static Optional<Kind> parse(String text) {
            return WireNames.parse(values(), text);
        }
    }

    private final long event;
    private final int position;
    private final Instant at;
    private final Actor.Role actorRole;
    private final String actorId;
    private final Kind kind;
    private final @Nullable FieldChange change;

    private HistoryEntry(Builder builder) {
        this.event = builder.event;
        this.position = builder.position;
        this.at = Objects.requireNonNull(builder.at, "at");
        this.actorRole = Objects.requireNonNull(builder.actorRole, "actorRole");
        this.actorId = Objects.requireNonNull(builder.actorId, "actorId");
        this.kind = Objects.requireNonNull(builder.kind, "kind");
        this.change = builder.change;
    }

    /**
     * Starts a line; for storages and tests.
     *
     * @param event number of the ticket's event, from 1
     * @param position place within the event, from 0
     * @return a builder; time, actor and kind must be set
     */
    public static Builder builder(long event, int position) {
        return new Builder(event, position);
    }

    /** {@return number of the event this line belongs to; lines written by one call have the same: from 1, rising} */
    public long event() {
        return event;
    }

    /** {@return place within the event: from 0} */
    public int position() {
        return position;
    }

    /** {@return when it was done: in microseconds} */
    public Instant at() {
        return at;
    }

    /** {@return the part of who did it: the role} */
    public Actor.Role actorRole() {
        return actorRole;
    }

    /** {@return the id of who did it: the host's id} */
    public String actorId() {
        return actorId;
    }

    /** {@return what was done: the kind} */
    public Kind kind() {
        return kind;
    }

    /** {@return what changed: the change; empty for {@link Kind#SUBMITTED}} */
    public Optional<FieldChange> change() {
        return Optional.ofNullable(change);
    }

    @Override
    public String toString() {
        return "HistoryEntry[" + event + "." + position + " " + kind.wireName() + (change == null ? "" : " " + change)
                + "]";
    }

    /** Collects a line; not thread-safe. */
    public static final class Builder {
        private final long event;
        private final int position;
        private @Nullable Instant at;
        private Actor.@Nullable Role actorRole;
        private @Nullable String actorId;
        private @Nullable Kind kind;
        private @Nullable FieldChange change;

        private Builder(long event, int position) {
            this.event = event;
            this.position = position;
        }

        /**
         * Sets when it was done.
         * @param value the time
         * @return this
         */
        public Builder at(Instant value) {
            this.at = value;
            return this;
        }

        /**
         * Sets who did it.
         * @param role the part of who did it
         * @param id the host's id
         * @return this
         */
        public Builder actor(Actor.Role role, String id) {
            this.actorRole = role;
            this.actorId = id;
            return this;
        }

        /**
         * Sets what was done.
         * @param value the kind
         * @return this
         */
        public Builder kind(Kind value) {
            this.kind = value;
            return this;
        }

        /**
         * Sets what changed.
         * @param value the change, or null for {@link Kind#SUBMITTED}
         * @return this
         */
        public Builder change(@Nullable FieldChange value) {
            this.change = value;
            return this;
        }

        /**
         * Makes the line.
         *
         * @return the line
         * @throws NullPointerException when something that must be set is missing; its name is the message
         */
        public HistoryEntry build() {
            return new HistoryEntry(this);
        }
    }
}
