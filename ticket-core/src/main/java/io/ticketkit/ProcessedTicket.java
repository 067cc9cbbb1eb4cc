package io.ticketkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of processing one ticket. Immutable. */
public final class ProcessedTicket {
    private final ProcessingOutcome outcome;
    private final @Nullable TicketId ticket;
    private final @Nullable ExternalReference reference;
    private final @Nullable ProcessingFailure failure;
    private final @Nullable String detail;
    private final @Nullable Category category;
    private final @Nullable Priority priority;
    private final @Nullable Sentiment sentiment;
    private final @Nullable Integer urgencyScore;
    private final @Nullable Source source;
    private final Set<ClassifiedField> applied;
    private final BigDecimal cost;
    private final int unknownCosts;
    private final Duration duration;

    private ProcessedTicket(Builder builder) {
        this.outcome = builder.outcome;
        this.ticket = builder.ticket;
        this.reference = builder.reference;
        this.failure = builder.failure;
        this.detail = builder.detail;
        this.category = builder.category;
        this.priority = builder.priority;
        this.sentiment = builder.sentiment;
        this.urgencyScore = builder.urgencyScore;
        this.source = builder.source;
        this.applied = Set.copyOf(builder.applied);
        this.cost = builder.cost;
        this.unknownCosts = builder.unknownCosts;
        this.duration = builder.duration;
    }

    /**
     * Starts a result. For the engine and storages.
     *
     * @param outcome what came of it
     * @return a builder
     */
    public static Builder builder(ProcessingOutcome outcome) {
        return new Builder(outcome);
    }

    /** {@return what came of it: the outcome} */
    public ProcessingOutcome outcome() {
        return outcome;
    }

    /** {@return which ticket: its id, or empty when it was not stored, for example in a dry run, or was erased} */
    public Optional<TicketId> ticket() {
        return Optional.ofNullable(ticket);
    }

    /** {@return what it is called in the system it came from: the reference, or empty when it came from none} */
    public Optional<ExternalReference> reference() {
        return Optional.ofNullable(reference);
    }

    /** {@return why it was set aside or not written back: the reason, or empty when it is done} */
    public Optional<ProcessingFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return more about the failure, for people: names of fields, or of an exception's class; possibly empty} */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** {@return its category now, or in a dry run what it would be: empty when it was set aside} */
    public Optional<Category> category() {
        return Optional.ofNullable(category);
    }

    /** {@return its priority, likewise} */
    public Optional<Priority> priority() {
        return Optional.ofNullable(priority);
    }

    /** {@return its sentiment, likewise} */
    public Optional<Sentiment> sentiment() {
        return Optional.ofNullable(sentiment);
    }

    /** {@return its urgency, 0 to 100, likewise} */
    public OptionalInt urgencyScore() {
        return urgencyScore == null ? OptionalInt.empty() : OptionalInt.of(urgencyScore);
    }

    /** {@return who or what chose its category: the source; empty when it was set aside} */
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    /** {@return fields that took over the suggested value, possibly the one they had: unmodifiable, possibly empty} */
    public Set<ClassifiedField> applied() {
        return applied;
    }

    /** {@return what the calls of models cost as far as that is known, all attempts together, in US dollars} */
    public BigDecimal cost() {
        return cost;
    }

    /** {@return how many calls may have cost something of which the amount is not known} */
    public int unknownCosts() {
        return unknownCosts;
    }

    /** {@return how long it took, waiting in between left out} */
    public Duration duration() {
        return duration;
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        return toBuilder(outcome);
    }

    /**
     * The same with another outcome.
     *
     * @param other the outcome
     * @return a new builder that holds all the rest
     */
    public Builder toBuilder(ProcessingOutcome other) {
        Builder builder = new Builder(other)
                .ticket(ticket)
                .reference(reference)
                .failure(failure, detail)
                .source(source)
                .applied(applied)
                .cost(cost, unknownCosts)
                .duration(duration);
        builder.category = category;
        builder.priority = priority;
        builder.sentiment = sentiment;
        builder.urgencyScore = urgencyScore;
        return builder;
    }

    @Override
    public String toString() {
        return "ProcessedTicket[" + (ticket == null ? "" : ticket + ", ") + outcome.wireName()
                + (failure == null ? "" : ", " + failure.wireName()) + "]";
    }

    /** Collects a result; not thread-safe. */
    public static final class Builder {
        private final ProcessingOutcome outcome;
        private @Nullable TicketId ticket;
        private @Nullable ExternalReference reference;
        private @Nullable ProcessingFailure failure;
        private @Nullable String detail;
        private @Nullable Category category;
        private @Nullable Priority priority;
        private @Nullable Sentiment sentiment;
        private @Nullable Integer urgencyScore;
        private @Nullable Source source;
        private final Set<ClassifiedField> applied = EnumSet.noneOf(ClassifiedField.class);
        private BigDecimal cost = BigDecimal.ZERO;
        private int unknownCosts;
        private Duration duration = Duration.ZERO;

        private Builder(ProcessingOutcome outcome) {
            this.outcome = outcome;
        }

        /**
         * Says which ticket.
         * @param value its id, or null for none
         * @return this
         */
        public Builder ticket(@Nullable TicketId value) {
            this.ticket = value;
            return this;
        }

        /**
         * Says what it is called elsewhere.
         * @param value the reference, or null for none
         * @return this
         */
        public Builder reference(@Nullable ExternalReference value) {
            this.reference = value;
            return this;
        }

        /**
         * Says what went wrong.
         * @param value the reason, or null for none
         * @param more up to 200 characters, nothing personal, or null
         * @return this
         */
        public Builder failure(@Nullable ProcessingFailure value, @Nullable String more) {
            this.failure = value;
            this.detail = more;
            return this;
        }

        /**
         * Takes over the values of a ticket.
         * @param value the ticket
         * @return this
         */
        public Builder values(Ticket value) {
            this.category = value.category();
            this.priority = value.priority();
            this.sentiment = value.sentiment();
            this.urgencyScore = value.urgencyScore();
            return this;
        }

        /**
         * Says who classified it.
         * @param value who, or null for nobody
         * @return this
         */
        public Builder source(@Nullable Source value) {
            this.source = value;
            return this;
        }

        /**
         * Says which fields took over a value.
         * @param value the fields
         * @return this
         */
        public Builder applied(Set<ClassifiedField> value) {
            this.applied.clear();
            this.applied.addAll(value);
            return this;
        }

        /**
         * Sets what it cost.
         * @param known what is known of it
         * @param unknown how many calls cost an amount that is not known
         * @return this
         */
        public Builder cost(BigDecimal known, int unknown) {
            this.cost = known;
            this.unknownCosts = unknown;
            return this;
        }

        /**
         * Sets how long it took.
         * @param value how long
         * @return this
         */
        public Builder duration(Duration value) {
            this.duration = value;
            return this;
        }

        /** {@return the result} */
        public ProcessedTicket build() {
            return new ProcessedTicket(this);
        }
    }
}
