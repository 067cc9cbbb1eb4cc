package io.ticketkit;

import java.util.function.LongConsumer;

/** Which tickets {@link TicketService#backtest} replays, and how. Immutable. */
public final class BacktestOptions {
    private static final int MOST = 100_000;
    private static final int MOST_READ = 10_000_000;
    private static final int MOST_AT_ONCE = 256;

    private final TicketQuery query;
    private final int limit;
    private final int readAtMost;
    private final int concurrency;
    private final double threshold;
    private final LongConsumer progress;

    private BacktestOptions(Builder builder) {
        this.query = builder.query;
        this.limit = builder.limit;
        this.readAtMost = builder.readAtMost;
        this.concurrency = builder.concurrency;
        this.threshold = builder.threshold;
        this.progress = builder.progress;
    }

    /** {@return a builder for the newest 1,000 tickets with a person's decision, one at a time, threshold 0.7} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return which tickets: the query, ordered by creation} */
    public TicketQuery query() {
        return query;
    }

    /** {@return about how many tickets the classifier is asked at most} */
    public int limit() {
        return limit;
    }

    /** {@return how many tickets are read at most in search of those a person decided about} */
    public int readAtMost() {
        return readAtMost;
    }

    /** {@return how many are asked about at a time} */
    public int concurrency() {
        return concurrency;
    }

    /** {@return from which confidence on an answer counts as trusted: 0 to 1} */
    public double threshold() {
        return threshold;
    }

    /** {@return who is told how many tickets are done} */
    public LongConsumer progress() {
        return progress;
    }

    @Override
    public String toString() {
        return "BacktestOptions[" + limit + " tickets, " + concurrency + " at a time]";
    }

    /** Collects options; not thread-safe. */
    public static final class Builder {
        private TicketQuery query = TicketQuery.all();
        private int limit = 1_000;
        private int readAtMost = MOST;
        private int concurrency = 1;
        private double threshold = 0.7;
        private LongConsumer progress = done -> {};

        private Builder() {}

        /**
         * Says which tickets.
         * @param value ordered by {@link TicketOrder#NEWEST} or {@link TicketOrder#OLDEST}, so that none is met twice
         * @return this
         * @throws IllegalArgumentException when it has another order
         */
        public Builder query(TicketQuery value) {
            if (value.order() != TicketOrder.NEWEST && value.order() != TicketOrder.OLDEST) {
                throw new IllegalArgumentException("query: order by NEWEST or OLDEST, not by " + value.order());
            }
            this.query = value;
            return this;
        }

        /**
         * Bounds what the classifier is asked, and so what it costs.
         * @param value tickets, 1 to 100,000
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder limit(int value) {
            this.limit = between("limit", value, MOST);
            return this;
        }

        /**
         * Bounds what is read where people decided about few tickets.
         * @param value tickets, 1 to 10,000,000; 100,000 unless set
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder readAtMost(int value) {
            this.readAtMost = between("readAtMost", value, MOST_READ);
            return this;
        }

        /**
         * Asks about several at a time.
         * @param value 1 to 256; a model may allow fewer
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder concurrency(int value) {
            this.concurrency = between("concurrency", value, MOST_AT_ONCE);
            return this;
        }

        /**
         * Sets from which confidence on an answer counts as trusted.
         * @param value 0 to 1
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder threshold(double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("threshold: 0 to 1, not " + value);
            }
            this.threshold = value;
            return this;
        }

        /**
         * Has somebody told of the progress.
         * @param value gets the number of tickets that are done, after each, on the caller's thread; what it throws ends
         *     the backtest
         * @return this
         */
        public Builder progress(LongConsumer value) {
            this.progress = value;
            return this;
        }

        /** {@return the options} */
        public BacktestOptions build() {
            return new BacktestOptions(this);
        }

        private static int between(String name, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(name + ": 1 to " + most + ", not " + value);
            }
            return value;
        }
    }
}
