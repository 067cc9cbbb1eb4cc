package io.ticketkit;

import java.time.LocalDate;

/** What happened to a selection of tickets in one period of a {@link TrendRange}. Immutable. */
public final class TrendBucket {
    private final LocalDate start;
    private final long created;

    private TrendBucket(Builder builder) {
        this.start = builder.start;
        this.created = builder.created;
    }

    /**
     * Starts a bucket in which nothing happened. For storages.
     *
     * @param start {@link TrendRange.Period#start()}
     * @return a builder
     */
    public static Builder builder(LocalDate start) {
        return new Builder(start);
    }

    /** {@return the first date of the period} */
    public LocalDate start() {
        return start;
    }

    /** {@return how many of the tickets were created in the period} */
    public long created() {
        return created;
    }

    @Override
    public String toString() {
        return "TrendBucket[" + start + ", created " + created + "]";
    }

    /** Collects what happened; not thread-safe. */
    public static final class Builder {
        private final LocalDate start;
        private long created;

        private Builder(LocalDate start) {
            this.start = start;
        }

        /**
         * Sets how many tickets were created.
         * @param count the tickets
         * @return this
         */
        public Builder created(long count) {
            this.created = count;
            return this;
        }

        /** {@return the bucket} */
        public TrendBucket build() {
            return new TrendBucket(this);
        }
    }
}
