package io.ticketkit;

import java.time.LocalDate;

/** What happened to a selection of tickets in one period of a {@link TrendRange}. Immutable. */
public final class TrendBucket {
    private final LocalDate start;
    private final long created;
    private final long resolved;
    private final long reopened;
    private final long openAtEnd;

    private TrendBucket(Builder builder) {
        this.start = builder.start;
        this.created = builder.created;
        this.resolved = builder.resolved;
        this.reopened = builder.reopened;
        this.openAtEnd = builder.openAtEnd;
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

    /**
     * How often one of them became resolved or closed in the period: each time counts, also that one was created as such.
     *
     * @return how often
     */
    public long resolved() {
        return resolved;
    }

    /** {@return how often one of them was opened again in the period, after it had been resolved or closed} */
    public long reopened() {
        return reopened;
    }

    /**
     * How many of them were neither resolved nor closed when the period ended: as many as at the end of the one before, and
     * {@link #created()}, and {@link #reopened()}, less {@link #resolved()}. For a period that has not ended, now.
     *
     * @return how many
     */
    public long openAtEnd() {
        return openAtEnd;
    }

    @Override
    public String toString() {
        return "TrendBucket[" + start + ", created " + created + ", resolved " + resolved + ", reopened " + reopened
                + ", open at end " + openAtEnd + "]";
    }

    /** Collects what happened; not thread-safe. */
    public static final class Builder {
        private final LocalDate start;
        private long created;
        private long resolved;
        private long reopened;
        private long openAtEnd;

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

        /**
         * Sets how often tickets were done, and opened again.
         * @param done how often one became resolved or closed, or was created so
         * @param again how often one was opened again
         * @return this
         */
        public Builder turned(long done, long again) {
            this.resolved = done;
            this.reopened = again;
            return this;
        }

        /**
         * Sets how many tickets were open when the period ended.
         * @param count the tickets
         * @return this
         */
        public Builder openAtEnd(long count) {
            this.openAtEnd = count;
            return this;
        }

        /** {@return the bucket} */
        public TrendBucket build() {
            return new TrendBucket(this);
        }
    }
}
