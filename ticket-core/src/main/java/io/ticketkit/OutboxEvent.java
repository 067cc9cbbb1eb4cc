package io.ticketkit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a ticket, as an {@link OutboxHandler} hears of it: the facts of the event, and the ticket as
 * it is at delivery. Immutable.
 */
public final class OutboxEvent {
    private final String tenant;
    private final TicketId ticketId;
    private final long number;
    private final long hidden;
    private final String type;
    private final boolean internal;
    private final Instant at;
    private final Actor.Role actorRole;
    private final String actorId;
    private final List<HistoryEntry> lines;
    private final @Nullable Ticket ticket;
    private final @Nullable Ticket original;
    private final @Nullable String assignee;
    private final @Nullable Comment comment;
    private final int attempt;

    private OutboxEvent(Builder builder) {
        this.tenant = builder.tenant;
        this.ticketId = builder.ticketId;
        this.number = builder.number;
        this.hidden = builder.hidden;
        this.type = Objects.requireNonNull(builder.type, "type");
        this.internal = builder.internal;
        this.at = Objects.requireNonNull(builder.at, "at");
        this.actorRole = Objects.requireNonNull(builder.actorRole, "actorRole");
        this.actorId = Objects.requireNonNull(builder.actorId, "actorId");
        this.lines = List.copyOf(builder.lines);
        this.ticket = builder.ticket;
        this.original = builder.original;
        this.assignee = builder.assignee;
        this.comment = builder.comment;
        this.attempt = builder.attempt;
    }

    /**
     * Starts an event; for tests of handlers.
     *
     * @param tenant whose ticket
     * @param ticketId which ticket
     * @param number the ticket's event number, from 1
     * @return a builder; type, time and actor must be set
     */
    public static Builder builder(String tenant, TicketId ticketId, long number) {
        return new Builder(tenant, ticketId, number);
    }

    /** {@return whose ticket: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return which ticket: its id} */
    public TicketId ticketId() {
        return ticketId;
    }

    /** {@return the ticket's event number: from 1, rising; together with the ticket it tells the event from all others} */
    public long number() {
        return number;
    }

    /**
     * The number as those count who may not see internal notes: for what they get to see, so that no gap tells them
     * that there was one.
     *
     * @return from 1; of an internal event, which they never hear of, that of the event before, possibly 0
     */
    public long visibleNumber() {
        return number - hidden;
    }

    /**
     * What happened: the name of the {@link TicketEvent}'s type in lower snake case, such as {@code submitted},
     * {@code updated}, {@code erased}. More will come: pass over what you do not know.
     *
     * @return the type
     */
    public String type() {
        return type;
    }

    /** {@return whether only those may hear of it who may see internal notes: true or false} */
    public boolean isInternal() {
        return internal;
    }

    /** {@return when it happened: in microseconds} */
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

    /** {@return the lines of the ticket's history that this event wrote: in order; none of an erased ticket} */
    public List<HistoryEntry> lines() {
        return lines;
    }

    /** {@return what it is about, as its first line says: the number of a comment, an attachment or another ticket} */
    public OptionalLong subject() {
        return lines.isEmpty() ? OptionalLong.empty() : lines.get(0).subject();
    }

    /**
     * Finds the change of a field.
     *
     * @param field the field
     * @return the change, or empty when this event did not change the field
     */
    public Optional<FieldChange> change(TicketField field) {
        return lines.stream()
                .flatMap(line -> line.change().stream())
                .filter(change -> change.field() == field)
                .findFirst();
    }

    /** {@return the ticket as it is now, at delivery, perhaps changed since: empty when it was erased} */
    public Optional<Ticket> ticket() {
        return Optional.ofNullable(ticket);
    }

    /** {@return where the conversation goes on, as it is now: the ticket this one was merged into; empty when it was not} */
    public Optional<Ticket> original() {
        return Optional.ofNullable(original);
    }

    /** {@return who took care of the ticket right after this event, whoever does so now: the host's id, or empty for nobody} */
    public Optional<String> assignee() {
        return Optional.ofNullable(assignee);
    }

    /**
     * The comment the event is about: as it is now, perhaps edited since, or a tombstone.
     *
     * @return the comment, or empty when the event is about none
     */
    public Optional<Comment> comment() {
        return Optional.ofNullable(comment);
    }

    /** {@return the how many-th attempt at delivering it this is, by what was recorded: from 1} */
    public int attempt() {
        return attempt;
    }

    /** Nothing of who did it or what the ticket says. */
    @Override
    public String toString() {
        return "OutboxEvent[" + type + ", ticket " + ticketId + ", number " + number + "]";
    }

    /** Collects an event; not thread-safe. */
    public static final class Builder {
        private final String tenant;
        private final TicketId ticketId;
        private final long number;
        private long hidden;
        private @Nullable String type;
        private boolean internal;
        private @Nullable Instant at;
        private Actor.@Nullable Role actorRole;
        private @Nullable String actorId;
        private List<HistoryEntry> lines = List.of();
        private @Nullable Ticket ticket;
        private @Nullable Ticket original;
        private @Nullable String assignee;
        private @Nullable Comment comment;
        private int attempt = 1;

        private Builder(String tenant, TicketId ticketId, long number) {
            this.tenant = tenant;
            this.ticketId = ticketId;
            this.number = number;
        }

        /**
         * Sets how many of the ticket's events up to this one are internal. Default: 0.
         * @param value 0 to the number
         * @return this
         */
        public Builder hidden(long value) {
            this.hidden = value;
            return this;
        }

        /**
         * Sets what happened.
         * @param value the type
         * @return this
         */
        public Builder type(String value) {
            this.type = value;
            return this;
        }

        /**
         * Sets who may hear of it. Default: all who see the ticket.
         * @param value true for those only who may see internal notes
         * @return this
         */
        public Builder internal(boolean value) {
            this.internal = value;
            return this;
        }

        /**
         * Sets when it happened.
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
         * Sets what it wrote into the ticket's history. Default: nothing.
         * @param value the lines, in order
         * @return this
         */
        public Builder lines(List<HistoryEntry> value) {
            this.lines = value;
            return this;
        }

        /**
         * Sets the ticket. Default: none.
         * @param value the ticket as it is, or null when it was erased
         * @return this
         */
        public Builder ticket(@Nullable Ticket value) {
            this.ticket = value;
            return this;
        }

        /**
         * Sets where the conversation goes on. Default: nowhere else.
         * @param value the ticket it was merged into, as it is, or null
         * @return this
         */
        public Builder original(@Nullable Ticket value) {
            this.original = value;
            return this;
        }

        /**
         * Sets who took care of the ticket right after it. Default: nobody.
         * @param value the host's id, or null for nobody
         * @return this
         */
        public Builder assignee(@Nullable String value) {
            this.assignee = value;
            return this;
        }

        /**
         * Sets the comment it is about. Default: none.
         * @param value the comment as it is, or null
         * @return this
         */
        public Builder comment(@Nullable Comment value) {
            this.comment = value;
            return this;
        }

        /**
         * Sets the how many-th attempt it is. Default: the first.
         * @param value from 1
         * @return this
         */
        public Builder attempt(int value) {
            this.attempt = value;
            return this;
        }

        /**
         * Makes the event.
         *
         * @return the event
         * @throws NullPointerException when something that must be set is missing; its name is the message
         */
        public OutboxEvent build() {
            return new OutboxEvent(this);
        }
    }
}
