package io.ticketkit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a classifier or an assistant: what it was asked for, what it suggested and cost, and what became of its
 * suggestions. Immutable.
 */
public final class ClassificationRun {
    /** Longest rationale that is kept, in code points. */
    public static final int RATIONALE = 500;

    /** Decimal places of a cost that are kept. */
    public static final int COST_SCALE = 12;

    private static final BigDecimal COST_END = new BigDecimal("1e12");
    private static final Set<FailureReason> NOTHING_CALLED =
            EnumSet.of(FailureReason.BUSY, FailureReason.CIRCUIT_OPEN, FailureReason.BUDGET_SPENT);

    private final @Nullable RunId id;
    private final String tenant;
    private final @Nullable TicketId ticket;
    private final Instant at;
    private final Source source;
    private final RunPurpose purpose;
    private final RunOutcome outcome;
    private final @Nullable FailureReason failure;
    private final Duration duration;
    private final @Nullable ModelCall call;
    private final @Nullable String rationale;
    private final @Nullable Double confidence;
    private final Map<ClassifiedField, RunValue> values;

    private ClassificationRun(Builder builder) {
        this.id = builder.id;
        this.tenant = builder.tenant;
        this.ticket = builder.ticket;
        this.at = builder.at.truncatedTo(ChronoUnit.MICROS);
        this.source = builder.source;
        this.purpose = builder.purpose;
        this.outcome = builder.outcome;
        this.failure = builder.failure;
        this.duration = builder.duration.truncatedTo(ChronoUnit.MICROS);
        this.call = builder.call;
        this.rationale = builder.rationale;
        this.confidence = builder.confidence;
        this.values = Collections.unmodifiableMap(new EnumMap<>(builder.values));
        if ((failure != null) != (outcome == RunOutcome.FAILED)) {
            throw new IllegalArgumentException("a run that failed, and only such a one, has a reason");
        }
    }

    /**
     * Starts a run that classified a text, and answered, without values.
     *
     * @param tenant whose text was classified
     * @param source what kind of classifier ran
     * @param at when it was asked
     * @return a builder
     */
    public static Builder builder(String tenant, Source source, Instant at) {
        return new Builder(tenant, source, at);
    }

    /** {@return its number, or empty while it is not recorded} */
    public Optional<RunId> id() {
        return Optional.ofNullable(id);
    }

    /** {@return whose text was classified: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return the ticket it was for: its id, or empty when it made none or the ticket was erased} */
    public Optional<TicketId> ticket() {
        return Optional.ofNullable(ticket);
    }

    /** {@return when it was asked: in microseconds} */
    public Instant at() {
        return at;
    }

    /** {@return what kind of classifier ran: the source} */
    public Source source() {
        return source;
    }

    /** {@return what it was for: the purpose} */
    public RunPurpose purpose() {
        return purpose;
    }

    /** {@return how it ended: the outcome} */
    public RunOutcome outcome() {
        return outcome;
    }

    /** {@return why it failed: the reason; empty unless it failed} */
    public Optional<FailureReason> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return how long it took until the answer, or until nobody waited any more: in microseconds} */
    public Duration duration() {
        return duration;
    }

    /** {@return what is known of the call of a model: the call, or empty when none is known of} */
    public Optional<ModelCall> call() {
        return Optional.ofNullable(call);
    }

    /** {@return why it suggested that, in one line: the reason, or empty when it told none or the ticket was erased} */
    public Optional<String> rationale() {
        return Optional.ofNullable(rationale);
    }

    /**
     * How sure it said it was of a text it wrote, before anything was learned from what people said of others.
     *
     * @return 0 to 1; empty unless it drafted a reply
     */
    public OptionalDouble confidence() {
        return confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence);
    }

    /** {@return what it suggested, by field: unmodifiable, possibly empty} */
    public Map<ClassifiedField, RunValue> values() {
        return values;
    }

    /** {@return whether something may have been spent of which the amount is not known} */
    public boolean isCostUnknown() {
        if (outcome == RunOutcome.WAITING) {
            return false;
        } else if (call != null) {
            return call.cost().isEmpty() && !call.cached() && call.attempts() > 0;
        }
        return source == Source.LLM && (failure == null || !NOTHING_CALLED.contains(failure));
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        Builder builder = new Builder(tenant, source, at);
        builder.id = id;
        builder.ticket = ticket;
        builder.purpose = purpose;
        builder.outcome = outcome;
        builder.failure = failure;
        builder.duration = duration;
        builder.call = call;
        builder.rationale = rationale;
        builder.confidence = confidence;
        builder.values.putAll(values);
        return builder;
    }

    /** Without rationale, which may quote the ticket. */
    @Override
    public String toString() {
        return "ClassificationRun[" + (id == null ? "" : id + ", ") + source.wireName()
                + (purpose == RunPurpose.CLASSIFICATION ? "" : ", " + purpose.wireName()) + ", " + outcome.wireName()
                + (failure == null ? "" : ", " + failure.wireName()) + (call == null ? "" : ", " + call) + "]";
    }

    /** Collects a run; not thread-safe. */
    public static final class Builder {
        private final String tenant;
        private final Source source;
        private final Instant at;
        private @Nullable RunId id;
        private @Nullable TicketId ticket;
        private RunPurpose purpose = RunPurpose.CLASSIFICATION;
        private RunOutcome outcome = RunOutcome.ANSWERED;
        private @Nullable FailureReason failure;
        private Duration duration = Duration.ZERO;
        private @Nullable ModelCall call;
        private @Nullable String rationale;
        private @Nullable Double confidence;
        private final Map<ClassifiedField, RunValue> values = new EnumMap<>(ClassifiedField.class);

        private Builder(String tenant, Source source, Instant at) {
            this.tenant = tenant;
            this.source = source;
            this.at = at;
        }

        /**
         * Sets its number.
         * @param value the number, or null while it is not recorded
         * @return this
         */
        public Builder id(@Nullable RunId value) {
            this.id = value;
            return this;
        }

        /**
         * Sets the ticket it was for.
         * @param value its id, or null for none
         * @return this
         */
        public Builder ticket(@Nullable TicketId value) {
            this.ticket = value;
            return this;
        }

        /**
         * Sets what it was for.
         * @param value the purpose
         * @return this
         */
        public Builder purpose(RunPurpose value) {
            this.purpose = value;
            return this;
        }

        /**
         * Sets how it ended, when it did not fail.
         * @param value any but failed
         * @return this
         */
        public Builder outcome(RunOutcome value) {
            this.outcome = value;
            this.failure = null;
            return this;
        }

        /**
         * Says that it failed.
         * @param reason why
         * @return this
         */
        public Builder failed(FailureReason reason) {
            this.outcome = RunOutcome.FAILED;
            this.failure = reason;
            return this;
        }

        /**
         * Sets how long it took.
         * @param value zero or more
         * @return this
         * @throws IllegalArgumentException when it is negative
         */
        public Builder duration(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("a duration is not negative: " + value);
            }
            this.duration = value;
            return this;
        }

        /**
         * Sets what is known of the call of a model. A cost is kept to {@value #COST_SCALE} decimal places; one of
         * 10^12 or more is taken for unknown.
         * @param value the call, or null for none
         * @return this
         */
        public Builder call(@Nullable ModelCall value) {
            this.call = value == null ? null : withStorableCost(value);
            return this;
        }

        private static ModelCall withStorableCost(ModelCall call) {
            BigDecimal cost = call.cost()
                    .map(c -> c.setScale(COST_SCALE, RoundingMode.HALF_UP))
                    .filter(c -> c.compareTo(COST_END) < 0)
                    .orElse(null);
            return call.toBuilder().cost(cost).build();
        }

        /**
         * Says why it suggested that.
         * @param value one line for people, cut to {@value #RATIONALE} code points, or null for none
         * @return this
         */
        public Builder rationale(@Nullable String value) {
            this.rationale = value == null ? null : Text.line(value, RATIONALE).orElse(null);
            return this;
        }

        /**
         * Sets how sure it said it was of a text it wrote.
         * @param value 0 to 1, or null when it wrote none
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder confidence(@Nullable Double value) {
            this.confidence = value == null ? null : Help.confidence(value);
            return this;
        }

        /**
         * Sets what it suggested for a field.
         * @param field the field
         * @param value the suggestion
         * @return this
         */
        public Builder value(ClassifiedField field, RunValue value) {
            values.put(field, value);
            return this;
        }

        /**
         * Makes the run.
         *
         * @return the run
         */
        public ClassificationRun build() {
            return new ClassificationRun(this);
        }
    }
}
