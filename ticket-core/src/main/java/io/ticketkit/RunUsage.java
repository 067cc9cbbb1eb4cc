package io.ticketkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much one kind of classifier, or one model, was used in one period, at what cost and how fast. Immutable. */
public final class RunUsage {
    private final LocalDate start;
    private final Source source;
    private final @Nullable String model;
    private final long answered;
    private final long abstained;
    private final Map<FailureReason, Long> failures;
    private final long cached;
    private final long inputTokens;
    private final long outputTokens;
    private final BigDecimal cost;
    private final long unknownCosts;
    private final @Nullable Latency latency;

    private RunUsage(Builder builder) {
        this.start = builder.start;
        this.source = builder.source;
        this.model = builder.model;
        this.answered = builder.answered;
        this.abstained = builder.abstained;
        this.failures = Collections.unmodifiableMap(new EnumMap<>(builder.failures));
        this.cached = builder.cached;
        this.inputTokens = builder.inputTokens;
        this.outputTokens = builder.outputTokens;
        this.cost = builder.cost;
        this.unknownCosts = builder.unknownCosts;
        this.latency = builder.latency;
    }

    /**
     * How long the runs took that did not come from a cache; between two of them in proportion.
     *
     * @param p50 half of them took no longer
     * @param p90 90 % of them took no longer
     * @param p99 99 % of them took no longer
     */
    public record Latency(Duration p50, Duration p90, Duration p99) {}

    /**
     * Starts with no runs at all. For storages.
     *
     * @param start {@link TrendRange.Period#start()}
     * @param source what kind of classifier
     * @param model which model, or null when none is known
     * @return a builder
     */
    public static Builder builder(LocalDate start, Source source, @Nullable String model) {
        return new Builder(start, source, model);
    }

    /** {@return the first date of the period} */
    public LocalDate start() {
        return start;
    }

    /** {@return what kind of classifier ran: the source} */
    public Source source() {
        return source;
    }

    /** {@return which model ran: its name, or empty when it was none or is not known} */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** {@return how many runs ended: answered, abstained and failed ones} */
    public long runs() {
        return answered + abstained + failed();
    }

    /** {@return how many runs suggested something} */
    public long answered() {
        return answered;
    }

    /** {@return how many runs suggested nothing without failing} */
    public long abstained() {
        return abstained;
    }

    /** {@return how many runs failed} */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return how many runs failed, by reason: unmodifiable, without zeros} */
    public Map<FailureReason, Long> failures() {
        return failures;
    }

    /** {@return how many runs were answered from a cache} */
    public long cached() {
        return cached;
    }

    /** {@return how many tokens went in, as far as that is known} */
    public long inputTokens() {
        return inputTokens;
    }

    /** {@return how many tokens came out, as far as that is known} */
    public long outputTokens() {
        return outputTokens;
    }

    /** {@return what it cost, in US dollars, as far as that is known: see {@link #unknownCosts()}} */
    public BigDecimal cost() {
        return cost;
    }

    /** {@return how many runs may have cost something of which the amount is not known} */
    public long unknownCosts() {
        return unknownCosts;
    }

    /** {@return how long the runs took that called somebody, or empty when none did} */
    public Optional<Latency> latency() {
        return Optional.ofNullable(latency);
    }

    @Override
    public String toString() {
        return "RunUsage[" + start + ", " + source.wireName() + ", " + model + ", " + runs() + " runs, cost " + cost
                + (unknownCosts == 0 ? "]" : " and " + unknownCosts + " unknown]");
    }

    /** Collects numbers; not thread-safe. */
    public static final class Builder {
        private final LocalDate start;
        private final Source source;
        private final @Nullable String model;
        private long answered;
        private long abstained;
        private final Map<FailureReason, Long> failures = new EnumMap<>(FailureReason.class);
        private long cached;
        private long inputTokens;
        private long outputTokens;
        private BigDecimal cost = BigDecimal.ZERO;
        private long unknownCosts;
        private @Nullable Latency latency;

        private Builder(LocalDate start, Source source, @Nullable String model) {
            this.start = start;
            this.source = source;
            this.model = model;
        }

        /**
         * Sets how many runs answered and abstained.
         * @param some how many suggested something
         * @param nothing how many suggested nothing without failing
         * @return this
         */
        public Builder ended(long some, long nothing) {
            this.answered = some;
            this.abstained = nothing;
            return this;
        }

        /**
         * Sets how many runs failed for a reason.
         * @param reason why
         * @param count how many, more than zero
         * @return this
         */
        public Builder failed(FailureReason reason, long count) {
            failures.put(reason, count);
            return this;
        }

        /**
         * Sets how many runs were answered from a cache.
         * @param count how many
         * @return this
         */
        public Builder cached(long count) {
            this.cached = count;
            return this;
        }

        /**
         * Sets how many tokens are known of.
         * @param input how many went in
         * @param output how many came out
         * @return this
         */
        public Builder tokens(long input, long output) {
            this.inputTokens = input;
            this.outputTokens = output;
            return this;
        }

        /**
         * Sets what it cost.
         * @param known in US dollars
         * @param unknown how many runs cost nobody knows how much
         * @return this
         */
        public Builder cost(BigDecimal known, long unknown) {
            this.cost = known;
            this.unknownCosts = unknown;
            return this;
        }

        /**
         * Sets how long the runs took that did not come from a cache.
         * @param value the percentiles, or null when there are none
         * @return this
         */
        public Builder latency(@Nullable Latency value) {
            this.latency = value;
            return this;
        }

        /** {@return the numbers} */
        public RunUsage build() {
            return new RunUsage(this);
        }
    }
}
