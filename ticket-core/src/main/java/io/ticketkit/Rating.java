package io.ticketkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How satisfied somebody is with the help on a ticket. Immutable. */
public final class Rating {
    /** The best score; the worst is 1. */
    public static final int BEST = 5;

    private final TicketId ticket;
    private final int score;
    private final @Nullable String comment;
    private final Actor.Role actorRole;
    private final String actorId;
    private final Instant at;
    private final Instant changedAt;

    private Rating(Builder builder) {
        this.ticket = builder.ticket;
        this.score = builder.score;
        this.comment = builder.comment;
        this.actorRole = Objects.requireNonNull(builder.actorRole, "actorRole");
        this.actorId = Objects.requireNonNull(builder.actorId, "actorId");
        this.at = Objects.requireNonNull(builder.at, "at");
        this.changedAt = Objects.requireNonNull(builder.changedAt, "changedAt");
    }

    /**
     * Starts a rating; for storages and tests. A host rates with {@link TicketFeedback#rate}.
     *
     * @param ticket the ticket
     * @param score 1 to {@link #BEST}
     * @return a builder; actor and times must be set
     */
    public static Builder builder(TicketId ticket, int score) {
        return new Builder(ticket, score);
    }

    /**
     * What is wrong with a rating, whatever the actor.
     *
     * @param score 1 to {@link #BEST}
     * @param comment at most {@link Limits#FEEDBACK} characters, or null
     * @return unmodifiable; empty when nothing is
     */
    public static List<Violation> violations(int score, @Nullable String comment) {
        List<Violation> all = new ArrayList<>();
        if (score < 1 || score > BEST) {
            all.add(new Violation("score", "Ensure this value is between 1 and " + BEST + "."));
        }
        if (comment != null) {
            Text.problemIfPresent(comment, Limits.FEEDBACK)
                    .ifPresent(message -> all.add(new Violation("comment", message)));
        }
        return List.copyOf(all);
    }

    /** {@return the ticket that is rated: its number} */
    public TicketId ticket() {
        return ticket;
    }

    /** {@return how satisfied: 1, not at all, to {@link #BEST}, wholly} */
    public int score() {
        return score;
    }

    /** {@return what was said: 1 to {@link Limits#FEEDBACK} characters, or empty} */
    public Optional<String> comment() {
        return Optional.ofNullable(comment);
    }

    /** {@return the role of who rated: the role} */
    public Actor.Role actorRole() {
        return actorRole;
    }

    /** {@return the id of who rated: the host's} */
    public String actorId() {
        return actorId;
    }

    /** {@return when this actor rated first: in microseconds} */
    public Instant at() {
        return at;
    }

    /** {@return when it was changed last: in microseconds, {@link #at()} when it never was} */
    public Instant changedAt() {
        return changedAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rating that
                && ticket.equals(that.ticket)
                && score == that.score
                && Objects.equals(comment, that.comment)
                && actorRole == that.actorRole
                && actorId.equals(that.actorId)
                && at.equals(that.at)
                && changedAt.equals(that.changedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ticket, score, changedAt);
    }

    /** Without comment and actor: they are personal. */
    @Override
    public String toString() {
        return "Rating[" + score + " for " + ticket + "]";
    }

    /** Collects a rating; not thread-safe. */
    public static final class Builder {
        private final TicketId ticket;
        private final int score;
        private @Nullable String comment;
        private Actor.@Nullable Role actorRole;
        private @Nullable String actorId;
        private @Nullable Instant at;
        private @Nullable Instant changedAt;

        private Builder(TicketId ticket, int score) {
            this.ticket = ticket;
            this.score = score;
        }

        /**
         * Sets what was said.
         *
         * @param value a text, or null
         * @return this
         */
        public Builder comment(@Nullable String value) {
            this.comment = value;
            return this;
        }

        /**
         * Sets who rated.
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
         * @param first when this actor rated first
         * @param last when it was changed last, or the same
         * @return this
         */
        public Builder at(Instant first, Instant last) {
            this.at = first;
            this.changedAt = last;
            return this;
        }

        /**
         * Makes the rating.
         *
         * @return the rating
         */
        public Rating build() {
            return new Rating(this);
        }
    }
}
