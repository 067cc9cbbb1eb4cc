package io.ticketkit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody thinks of an answer that a machine wrote: a reply, or a draft of one. Immutable. */
public final class AnswerFeedback {
    private final TicketId ticket;
    private final boolean helpful;
    private final @Nullable RunId run;
    private final @Nullable CommentId comment;
    private final @Nullable String text;
    private final Actor.Role actorRole;
    private final String actorId;
    private final Instant at;
    private final Instant changedAt;

    private AnswerFeedback(Builder builder) {
        this.ticket = builder.ticket;
        this.helpful = builder.helpful;
        this.run = builder.run;
        this.comment = builder.comment;
        this.text = builder.text;
        this.actorRole = Objects.requireNonNull(builder.actorRole, "actorRole");
        this.actorId = Objects.requireNonNull(builder.actorId, "actorId");
        this.at = Objects.requireNonNull(builder.at, "at");
        this.changedAt = Objects.requireNonNull(builder.changedAt, "changedAt");
    }

    /**
     * Starts a feedback; for storages and tests. A host gives it with {@link TicketFeedback#judge}.
     *
     * @param ticket the ticket
     * @param helpful whether the answer helped
     * @return a builder; actor and times must be set
     */
    public static Builder builder(TicketId ticket, boolean helpful) {
        return new Builder(ticket, helpful);
    }

    /** {@return the ticket the answer was written for: its number} */
    public TicketId ticket() {
        return ticket;
    }

    /** {@return whether the answer helped: true or false} */
    public boolean isHelpful() {
        return helpful;
    }

    /** {@return the run that made the answer: its number, or empty when it was not named} */
    public Optional<RunId> run() {
        return Optional.ofNullable(run);
    }

    /** {@return the comment that is the answer: its number, or empty when it was not named} */
    public Optional<CommentId> comment() {
        return Optional.ofNullable(comment);
    }

    /** {@return what was said: 1 to {@link Limits#FEEDBACK} characters, or empty} */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** {@return the role of who said it: the role} */
    public Actor.Role actorRole() {
        return actorRole;
    }

    /** {@return the id of who said it: the host's} */
    public String actorId() {
        return actorId;
    }

    /** {@return when it was said first: in microseconds} */
    public Instant at() {
        return at;
    }

    /** {@return when it was changed last: in microseconds, {@link #at()} when it never was} */
    public Instant changedAt() {
        return changedAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnswerFeedback that
                && ticket.equals(that.ticket)
                && helpful == that.helpful
                && Objects.equals(run, that.run)
                && Objects.equals(comment, that.comment)
                && Objects.equals(text, that.text)
                && actorRole == that.actorRole
                && actorId.equals(that.actorId)
                && at.equals(that.at)
                && changedAt.equals(that.changedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ticket, run, comment, changedAt);
    }

    /** Without text and actor: they are personal. */
    @Override
    public String toString() {
        return "AnswerFeedback[" + (helpful ? "helpful" : "not helpful") + " for " + ticket + "]";
    }

    /** Collects a feedback; not thread-safe. */
    public static final class Builder {
        private final TicketId ticket;
        private final boolean helpful;
        private @Nullable RunId run;
        private @Nullable CommentId comment;
        private @Nullable String text;
        private Actor.@Nullable Role actorRole;
        private @Nullable String actorId;
        private @Nullable Instant at;
        private @Nullable Instant changedAt;

        private Builder(TicketId ticket, boolean helpful) {
            this.ticket = ticket;
            this.helpful = helpful;
        }

        /**
         * Sets the run that made the answer.
         *
         * @param value its number, or null
         * @return this
         */
        public Builder run(@Nullable RunId value) {
            this.run = value;
            return this;
        }

        /**
         * Sets the comment that is the answer.
         *
         * @param value its number, or null
         * @return this
         */
        public Builder comment(@Nullable CommentId value) {
            this.comment = value;
            return this;
        }

        /**
         * Sets what was said.
         *
         * @param value a text, or null
         * @return this
         */
        public Builder text(@Nullable String value) {
            this.text = value;
            return this;
        }

        /**
         * Sets who said it.
         *
         * @param role the role
         * @param id the host's id
         * @return this
         */
        public Builder actor(Actor.Role role, String id) {
            this.actorRole = role;
            this.actorId = id;
            return this;
        }

        /**
         * Sets when.
         *
         * @param first when it was said first
         * @param last when it was changed last, or the same
         * @return this
         */
        public Builder at(Instant first, Instant last) {
            this.at = first;
            this.changedAt = last;
            return this;
        }

        /**
         * Makes the feedback.
         *
         * @return the feedback
         */
        public AnswerFeedback build() {
            return new AnswerFeedback(this);
        }
    }
}
