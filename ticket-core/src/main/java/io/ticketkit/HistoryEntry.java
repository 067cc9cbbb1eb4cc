package io.ticketkit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
        ACCEPTED,
        /** Somebody replied or wrote a note; the subject is the comment. */
        COMMENTED,
        /** A comment got another text; the subject is the comment. */
        COMMENT_EDITED,
        /** A comment was deleted; the subject is the comment. */
        COMMENT_DELETED,
        /** A file was attached; the subject is the attachment. */
        ATTACHED,
        /** An attached file was deleted; the subject is the attachment. */
        DETACHED,
        /** Somebody said how satisfied they are; the field is {@link TicketField#RATING}, its values the scores. */
        RATED,
        /** This ticket was merged into another; the subject is that ticket. */
        MERGED,
        /** Another ticket was merged into this one; the subject is that ticket. */
        ABSORBED,
        /** The ticket was linked with another; the subject is that ticket. */
        LINKED,
        /** A link with another ticket was removed; the subject is that ticket. */
        UNLINKED;

        /** {@return the name used in JSON and in the database: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /** {@return whether the subject is another ticket: true or false} */
        public boolean isAboutTicket() {
            return this == MERGED || this == ABSORBED || this == LINKED || this == UNLINKED;
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
    private final boolean internal;
    private final @Nullable Long subject;

    private HistoryEntry(Builder builder) {
        this.event = builder.event;
        this.position = builder.position;
        this.at = Objects.requireNonNull(builder.at, "at");
        this.actorRole = Objects.requireNonNull(builder.actorRole, "actorRole");
        this.actorId = Objects.requireNonNull(builder.actorId, "actorId");
        this.kind = Objects.requireNonNull(builder.kind, "kind");
        this.change = builder.change;
        this.internal = builder.internal;
        this.subject = builder.subject;
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

    /**
     * Which event this line belongs to; lines written by one call have the same. Internal events are counted only where
     * they are shown, so that others see no gap.
     *
     * @return the number: from 1, rising
     */
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

    /** {@return what changed: the change; empty where no field did} */
    public Optional<FieldChange> change() {
        return Optional.ofNullable(change);
    }

    /** {@return whether only those see this line who may see internal notes: true or false} */
    public boolean isInternal() {
        return internal;
    }

    /**
     * What the line is about, as its kind says.
     *
     * @return the number of a comment, an attachment or another ticket; empty also for a ticket that who reads it may not
     *     see
     */
    public OptionalLong subject() {
        return subject == null ? OptionalLong.empty() : OptionalLong.of(subject);
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
        private boolean internal;
        private @Nullable Long subject;

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
         * @param value the change, or null where no field did
         * @return this
         */
        public Builder change(@Nullable FieldChange value) {
            this.change = value;
            return this;
        }

        /**
         * Sets who sees it.
         * @param value true for those only who may see internal notes
         * @return this
         */
        public Builder internal(boolean value) {
            this.internal = value;
            return this;
        }

        /**
         * Sets what it is about.
         * @param value the number of a comment, an attachment or another ticket, or null
         * @return this
         */
        public Builder subject(@Nullable Long value) {
            this.subject = value;
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
