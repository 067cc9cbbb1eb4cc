package io.ticketkit;

import io.ticketkit.Evaluation.Judged;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How a classifier would have done on past tickets, see {@link TicketService#backtest}. Immutable and thread-safe. */
public final class BacktestReport {
    private final long read;
    private final long answered;
    private final long abstained;
    private final Map<FailureReason, Long> failures;
    private final Map<ClassifiedField, Long> decided;
    private final Map<ClassifiedField, Evaluation> fields;
    private final BigDecimal cost;
    private final long unknownCosts;
    private final Duration asking;
    private final Duration duration;

    private BacktestReport(Builder builder, long read, Duration duration) {
        this.read = read;
        this.answered = builder.answered;
        this.abstained = builder.abstained;
        this.failures = Collections.unmodifiableMap(new EnumMap<>(builder.failures));
        this.decided = Collections.unmodifiableMap(new EnumMap<>(builder.decided));
        this.fields = Collections.unmodifiableMap(evaluations(builder));
        this.cost = builder.cost;
        this.unknownCosts = builder.unknownCosts;
        this.asking = builder.asking;
        this.duration = duration;
    }

    private static Map<ClassifiedField, Evaluation> evaluations(Builder builder) {
        Map<ClassifiedField, Evaluation> all = new EnumMap<>(ClassifiedField.class);
        builder.decided.keySet().forEach(field -> {
            List<Judged> judged = builder.judged.getOrDefault(field, List.of());
            all.put(field, Evaluation.of(judged, builder.threshold, order(field)));
        });
        return all;
    }

    private static List<String> order(ClassifiedField field) {
        return switch (field) {
            case PRIORITY ->
                Arrays.stream(Priority.values()).map(Priority::wireName).toList();
            case SENTIMENT ->
                Arrays.stream(Sentiment.values()).map(Sentiment::wireName).toList();
            case CATEGORY, URGENCY_SCORE -> List.of();
        };
    }

    /**
     * Starts with nothing. For TicketKit.
     *
     * @param threshold from which confidence on an answer counts as trusted, 0 to 1
     * @return a builder
     */
    public static Builder builder(double threshold) {
        return new Builder(threshold);
    }

    /** {@return how many tickets were read, those nobody decided about included} */
    public long read() {
        return read;
    }

    /** {@return about how many tickets the classifier was asked: answered, abstained and failed} */
    public long asked() {
        return answered + abstained + failed();
    }

    /** {@return how often it suggested something} */
    public long answered() {
        return answered;
    }

    /** {@return how often it suggested nothing without failing} */
    public long abstained() {
        return abstained;
    }

    /** {@return how often it failed} */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return how often it failed, by reason: unmodifiable, without zeros} */
    public Map<FailureReason, Long> failures() {
        return failures;
    }

    /**
     * Of how many tickets people decided a field. What is missing of this in {@link Evaluation#count()} is where the
     * classifier failed, abstained, or left the field out.
     *
     * @param field which field
     * @return tickets the classifier was asked about
     */
    public long decided(ClassifiedField field) {
        return decided.getOrDefault(field, 0L);
    }

    /**
     * How right the answers were.
     *
     * @return for each field that people decided, over the answers that named it; labels are category codes and wire
     *     names. Unmodifiable
     */
    public Map<ClassifiedField, Evaluation> fields() {
        return fields;
    }

    /** {@return what it cost, in US dollars, as far as that is known: see {@link #unknownCosts()}} */
    public BigDecimal cost() {
        return cost;
    }

    /** {@return how many calls may have cost something of which the amount is not known} */
    public long unknownCosts() {
        return unknownCosts;
    }

    /** {@return how long the classifier took on average: zero when it was never asked} */
    public Duration averageLatency() {
        return asked() == 0 ? Duration.ZERO : asking.dividedBy(asked());
    }

    /** {@return how long it all took} */
    public Duration duration() {
        return duration;
    }

    @Override
    public String toString() {
        return "BacktestReport[" + asked() + " asked, " + answered + " answered, " + fields + "]";
    }

    /** Collects results; not thread-safe. */
    public static final class Builder {
        private final double threshold;
        private final Map<FailureReason, Long> failures = new EnumMap<>(FailureReason.class);
        private final Map<ClassifiedField, Long> decided = new EnumMap<>(ClassifiedField.class);
        private final Map<ClassifiedField, List<Judged>> judged = new EnumMap<>(ClassifiedField.class);
        private long answered;
        private long abstained;
        private BigDecimal cost = BigDecimal.ZERO;
        private long unknownCosts;
        private Duration asking = Duration.ZERO;

        private Builder(double threshold) {
            this.threshold = threshold;
        }

        /**
         * Adds what came of one ticket.
         * @param right what people decided, by field, as text
         * @param answers what the classifier suggested, as far as it is of use
         * @param run how it was asked
         * @return this
         */
        public Builder add(
                Map<ClassifiedField, String> right, Map<ClassifiedField, RunValue> answers, ClassificationRun run) {
            switch (run.outcome()) {
                case ANSWERED -> answered++;
                case ABSTAINED -> abstained++;
                default -> failures.merge(run.failure().orElse(FailureReason.ERROR), 1L, Long::sum);
            }
            right.forEach((field, label) -> {
                decided.merge(field, 1L, Long::sum);
                RunValue answer = answers.get(field);
                if (answer != null) {
                    judged.computeIfAbsent(field, first -> new ArrayList<>())
                            .add(new Judged(label, answer.suggested(), answer.confidence()));
                }
            });
            run.call().flatMap(ModelCall::cost).ifPresent(spent -> cost = cost.add(spent));
            unknownCosts += run.isCostUnknown() ? 1 : 0;
            asking = asking.plus(run.duration());
            return this;
        }

        /**
         * Makes the report.
         * @param read how many tickets were read
         * @param duration how long it took
         * @return the report
         */
        public BacktestReport build(long read, Duration duration) {
            return new BacktestReport(this, read, duration);
        }
    }
}
