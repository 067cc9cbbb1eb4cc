package io.ticketkit;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What people made of the values that one kind of classifier gave one field. Immutable. */
public final class RunAccuracy {
    private final ClassifiedField field;
    private final Source source;
    private final @Nullable String model;
    private final long untouched;
    private final long accepted;
    private final long corrected;

    private RunAccuracy(Builder builder) {
        this.field = builder.field;
        this.source = builder.source;
        this.model = builder.model;
        this.untouched = builder.untouched;
        this.accepted = builder.accepted;
        this.corrected = builder.corrected;
    }

    /**
     * Starts with no values at all. For storages.
     *
     * @param field which field
     * @param source what kind of classifier
     * @param model which model, or null when none is known
     * @return a builder
     */
    public static Builder builder(ClassifiedField field, Source source, @Nullable String model) {
        return new Builder(field, source, model);
    }

    /** {@return which field} */
    public ClassifiedField field() {
        return field;
    }

    /** {@return what kind of classifier suggested the values: the source} */
    public Source source() {
        return source;
    }

    /** {@return which model suggested the values: its name, or empty when it was none or is not known} */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** {@return how many values a ticket got: those nobody decided about, accepted and corrected ones} */
    public long applied() {
        return untouched + accepted + corrected;
    }

    /** {@return how many of them a person let stand explicitly} */
    public long accepted() {
        return accepted;
    }

    /** {@return how many of them a person replaced} */
    public long corrected() {
        return corrected;
    }

    /** {@return the share of applied values that people left standing: 0 to 1, or empty when there are none} */
    public OptionalDouble standing() {
        return share(untouched + accepted, applied());
    }

    /**
     * The share of right values among those a person decided about. Closer to the truth than {@link #standing()} where
     * few are looked at, but those who correct look longer than those who accept.
     *
     * @return 0 to 1, or empty when nobody decided about any
     */
    public OptionalDouble confirmed() {
        return share(accepted, accepted + corrected);
    }

    private static OptionalDouble share(long part, long all) {
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / all);
    }

    @Override
    public String toString() {
        return "RunAccuracy[" + field + ", " + source.wireName() + ", " + model + ", " + corrected + " of " + applied()
                + " corrected]";
    }

    /** Collects numbers; not thread-safe. */
    public static final class Builder {
        private final ClassifiedField field;
        private final Source source;
        private final @Nullable String model;
        private long untouched;
        private long accepted;
        private long corrected;

        private Builder(ClassifiedField field, Source source, @Nullable String model) {
            this.field = field;
            this.source = source;
            this.model = model;
        }

        /**
         * Adds values.
         * @param fate what became of them; only standing ones count
         * @param count how many
         * @return this
         */
        public Builder add(RunValue.Fate fate, long count) {
            switch (fate) {
                case APPLIED -> untouched += count;
                case ACCEPTED -> accepted += count;
                case CORRECTED -> corrected += count;
                case OFFERED, SUPERSEDED -> {}
            }
            return this;
        }

        /** {@return the numbers} */
        public RunAccuracy build() {
            return new RunAccuracy(this);
        }
    }
}
