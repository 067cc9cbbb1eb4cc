package io.ticketkit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How tickets are processed, see {@link TicketProcessor}. Immutable. */
public final class ProcessingOptions {
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_ATTEMPTS = 100;

    /** What is done with a ticket for which the model does not answer. */
    public enum WithoutModel {
        /** The offline classifier answers at once. */
        OFFLINE,
        /**
         * A job asks the model again later, with back-off, up to {@link #attempts()} times; then the offline classifier
         * answers. When the day's budget is spent, the job stops.
         */
        WAIT
    }

    private final int concurrency;
    private final int pageSize;
    private final long limit;
    private final @Nullable TicketSink sink;
    private final boolean dryRun;
    private final WithoutModel withoutModel;
    private final int attempts;
    private final Duration firstDelay;
    private final Duration longestDelay;
    private final Duration callTime;
    private final Duration lease;
    private final Consumer<ProcessingProgress> progress;

    private ProcessingOptions(Builder builder) {
        this.concurrency = builder.concurrency;
        this.pageSize = builder.pageSize;
        this.limit = builder.limit;
        this.sink = builder.sink;
        this.dryRun = builder.dryRun;
        this.withoutModel = builder.withoutModel;
        this.attempts = builder.attempts;
        this.firstDelay = builder.firstDelay;
        this.longestDelay = builder.longestDelay;
        this.callTime = builder.callTime;
        this.lease = builder.lease;
        this.progress = builder.progress;
    }

    /** {@return options with everything as it is by default} */
    public static ProcessingOptions standard() {
        return builder().build();
    }

    /** {@return a builder: 8 tickets at a time, no sink, no dry run, offline where the model does not answer} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many tickets the model is asked about at a time, by this node} */
    public int concurrency() {
        return concurrency;
    }

    /** {@return how many tickets are read at a time} */
    public int pageSize() {
        return pageSize;
    }

    /** {@return after how many tickets a run of a job ends: {@link Long#MAX_VALUE} for never} */
    public long limit() {
        return limit;
    }

    /** {@return who is told what was found: the sink, or empty for nobody} */
    public Optional<TicketSink> sink() {
        return Optional.ofNullable(sink);
    }

    /** {@return whether nothing is stored and nothing written back} */
    public boolean isDryRun() {
        return dryRun;
    }

    /** {@return what is done where the model does not answer} */
    public WithoutModel withoutModel() {
        return withoutModel;
    }

    /** {@return how often source, sink, storage and, when it waits for it, the model are tried} */
    public int attempts() {
        return attempts;
    }

    /** {@return how long is waited after the first failed attempt} */
    public Duration firstDelay() {
        return firstDelay;
    }

    /** {@return how long is waited at most after a failed attempt} */
    public Duration longestDelay() {
        return longestDelay;
    }

    /** {@return how long one call of source or sink may take} */
    public Duration callTime() {
        return callTime;
    }

    /** {@return how long a ticket is a node's own: after a crash it waits as long for another one} */
    public Duration lease() {
        return lease;
    }

    /** {@return who is told of the progress} */
    public Consumer<ProcessingProgress> progress() {
        return progress;
    }

    @Override
    public String toString() {
        return "ProcessingOptions[" + concurrency + " at a time" + (dryRun ? ", dry run" : "") + "]";
    }

    /** Collects options; not thread-safe. */
    public static final class Builder {
        private int concurrency = 8;
        private int pageSize = 100;
        private long limit = Long.MAX_VALUE;
        private @Nullable TicketSink sink;
        private boolean dryRun;
        private WithoutModel withoutModel = WithoutModel.OFFLINE;
        private int attempts = 5;
        private Duration firstDelay = Duration.ofSeconds(1);
        private Duration longestDelay = Duration.ofMinutes(1);
        private Duration callTime = Duration.ofSeconds(30);
        private Duration lease = Duration.ofMinutes(2);
        private Consumer<ProcessingProgress> progress = some -> {};

        private Builder() {}

        /**
         * Sets how many tickets the model is asked about at a time; up to as many others are being stored and written back
         * meanwhile.
         * @param value 1 to 256; a model may allow fewer
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder concurrency(int value) {
            this.concurrency = between("concurrency", value, MOST_AT_ONCE);
            return this;
        }

        /**
         * Sets how many tickets are read at a time.
         * @param value 1 to 200
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder pageSize(int value) {
            this.pageSize = between("pageSize", value, Limits.PAGE);
            return this;
        }

        /**
         * Has a run of a job end when it has finished so many tickets, set aside or not, and there may be more: it is
         * cancelled then, and goes on when it is run again. Every node counts its own.
         * @param value 1 or more
         * @return this
         * @throws IllegalArgumentException when it is less than 1
         */
        public Builder limit(long value) {
            if (value < 1) {
                throw new IllegalArgumentException("limit: 1 or more, not " + value);
            }
            this.limit = value;
            return this;
        }

        /**
         * Says who is told what was found.
         * @param value the sink, or null for nobody
         * @return this
         */
        public Builder sink(@Nullable TicketSink value) {
            this.sink = value;
            return this;
        }

        /**
         * Stores nothing, no run either, and writes nothing back. The model is asked all the same, which may cost money.
         * @param value whether
         * @return this
         */
        public Builder dryRun(boolean value) {
            this.dryRun = value;
            return this;
        }

        /**
         * Says what is done where the model does not answer.
         * @param value what
         * @return this
         */
        public Builder withoutModel(WithoutModel value) {
            this.withoutModel = value;
            return this;
        }

        /**
         * Sets how often something is tried.
         * @param value 1 to 100
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder attempts(int value) {
            this.attempts = between("attempts", value, MOST_ATTEMPTS);
            return this;
        }

        /**
         * Sets how long is waited after a failed attempt: after each three times as long as before, less up to a quarter by
         * chance.
         * @param first after the first attempt: 1 millisecond to an hour
         * @param longest the longest, not less than the first, at most an hour
         * @return this
         * @throws IllegalArgumentException when one is out of range
         */
        public Builder backOff(Duration first, Duration longest) {
            this.firstDelay = between("first", first, Duration.ofMillis(1), Duration.ofHours(1));
            this.longestDelay = between("longest", longest, first, Duration.ofHours(1));
            return this;
        }

        /**
         * Sets how long one call of source or sink may take.
         * @param value 10 milliseconds to an hour; less than the lease
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder callTime(Duration value) {
            this.callTime = between("callTime", value, Duration.ofMillis(10), Duration.ofHours(1));
            return this;
        }

        /**
         * Sets how long a ticket is a node's own; it is prolonged between classifying and writing back.
         * @param value 1 second to a day; more than the time of a call, and more than classifying may take
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder lease(Duration value) {
            this.lease = between("lease", value, Duration.ofSeconds(1), Duration.ofDays(1));
            return this;
        }

        /**
         * Has somebody told of the progress.
         * @param value gets it after each ticket, on the thread that runs the job; what it throws ends the run
         * @return this
         */
        public Builder progress(Consumer<ProcessingProgress> value) {
            this.progress = value;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException when the lease is not longer than the time of a call
         */
        public ProcessingOptions build() {
            if (lease.compareTo(callTime) <= 0) {
                throw new IllegalArgumentException("lease must be more than callTime, " + callTime);
            }
            return new ProcessingOptions(this);
        }

        private static int between(String name, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(name + ": 1 to " + most + ", not " + value);
            }
            return value;
        }

        private static Duration between(String name, Duration value, Duration least, Duration most) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(name + ": " + least + " to " + most + ", not " + value);
            }
            return value;
        }
    }
}
