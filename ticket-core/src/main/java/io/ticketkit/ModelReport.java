package io.ticketkit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that was learned from what people decided about a tenant's tickets, and how good it is. Immutable. */
public final class ModelReport {
    private final ClassifiedField field;
    private final long version;
    private final Instant trainedAt;
    private final int examples;
    private final @Nullable Evaluation evaluation;

    private ModelReport(Builder builder) {
        this.field = builder.field;
        this.version = builder.version;
        this.trainedAt = builder.trainedAt;
        this.examples = builder.examples;
        this.evaluation = builder.evaluation;
    }

    /**
     * Starts a report.
     *
     * @param field what the model suggests
     * @param version from 1
     * @param trainedAt when it was learned
     * @return a builder, without examples and evaluation
     */
    public static Builder builder(ClassifiedField field, long version, Instant trainedAt) {
        return new Builder(field, version, trainedAt);
    }

    /** {@return what the model suggests: category or priority} */
    public ClassifiedField field() {
        return field;
    }

    /** {@return the how many-th model of its field it is: from 1} */
    public long version() {
        return version;
    }

    /** {@return when it was learned} */
    public Instant trainedAt() {
        return trainedAt;
    }

    /** {@return from how many tickets it was learned} */
    public int examples() {
        return examples;
    }

    /**
     * How good it is: answers about people's decisions by models that were learned the same way, from all tickets but
     * those they were asked about. Where tickets are few all were held back in turn, else a fifth of them.
     *
     * @return the figures at the review threshold of the kit, or empty when there were too few tickets to hold any back
     */
    public Optional<Evaluation> evaluation() {
        return Optional.ofNullable(evaluation);
    }

    @Override
    public String toString() {
        return "ModelReport[" + field + ", version " + version + ", " + examples + " examples, " + evaluation + "]";
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private final ClassifiedField field;
        private final long version;
        private final Instant trainedAt;
        private int examples;
        private @Nullable Evaluation evaluation;

        private Builder(ClassifiedField field, long version, Instant trainedAt) {
            this.field = field;
            this.version = version;
            this.trainedAt = trainedAt;
        }

        /**
         * Sets from how many tickets it was learned.
         * @param value 0 or more
         * @return this
         */
        public Builder examples(int value) {
            this.examples = value;
            return this;
        }

        /**
         * Sets how it judged tickets that it was not learned from.
         * @param value the figures, or null when there are none
         * @return this
         */
        public Builder evaluation(@Nullable Evaluation value) {
            this.evaluation = value;
            return this;
        }

        /** {@return the report} */
        public ModelReport build() {
            return new ModelReport(this);
        }
    }
}
