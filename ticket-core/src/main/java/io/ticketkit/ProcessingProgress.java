package io.ticketkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a job is, over all nodes and runs of it. Immutable. */
public final class ProcessingProgress {
    private final ProcessingState state;
    private final @Nullable ProcessingFailure failure;
    private final @Nullable String detail;
    private final boolean readToEnd;
    private final long waiting;
    private final long done;
    private final long unwritten;
    private final long setAside;
    private final BigDecimal cost;
    private final long unknownCosts;
    private final long lost;
    private final Duration elapsed;

    private ProcessingProgress(Builder builder) {
        this.state = builder.state;
        this.failure = builder.failure;
        this.detail = builder.detail;
        this.readToEnd = builder.readToEnd;
        this.waiting = builder.waiting;
        this.done = builder.done;
        this.unwritten = builder.unwritten;
        this.setAside = builder.setAside;
        this.cost = builder.cost;
        this.unknownCosts = builder.unknownCosts;
        this.lost = builder.lost;
        this.elapsed = builder.elapsed;
    }

    /**
     * Starts with nothing. For the engine and storages.
     *
     * @param state how far the job is
     * @return a builder
     */
    public static Builder builder(ProcessingState state) {
        return new Builder(state);
    }

    /** {@return how far it is: the state} */
    public ProcessingState state() {
        return state;
    }

    /** {@return why it stopped: the reason, or empty unless it did} */
    public Optional<ProcessingFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return more about why it stopped, in words, for a person: up to 200 characters; often empty} */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** {@return whether everything there was has been read: else {@link #read()} will grow} */
    public boolean isReadToEnd() {
        return readToEnd;
    }

    /** {@return how many tickets were read so far} */
    public long read() {
        return waiting + finished();
    }

    /** {@return how many tickets are being worked on or wait for it} */
    public long waiting() {
        return waiting;
    }

    /** {@return how many tickets are done, in whatever way} */
    public long finished() {
        return done + unwritten + setAside;
    }

    /** {@return how many tickets are classified and, where there is a sink, written back} */
    public long done() {
        return done;
    }

    /** {@return how many tickets are classified, but the sink did not take them} */
    public long unwritten() {
        return unwritten;
    }

    /** {@return how many tickets were not classified, for a reason of their own} */
    public long setAside() {
        return setAside;
    }

    /** {@return what the calls of models cost as far as that is known: the sum of the job's runs, in US dollars} */
    public BigDecimal cost() {
        return cost;
    }

    /** {@return how many runs may have cost something of which the amount is not known} */
    public long unknownCosts() {
        return unknownCosts;
    }

    /** {@return how many of these were under way when a process ended: their tickets were asked about again} */
    public long lost() {
        return lost;
    }

    /** {@return how long this run has taken so far: zero when no run was asked} */
    public Duration elapsed() {
        return elapsed;
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        return new Builder(state)
                .failure(failure)
                .detail(detail)
                .readToEnd(readToEnd)
                .waiting(waiting)
                .finished(done, unwritten, setAside)
                .cost(cost, unknownCosts, lost)
                .elapsed(elapsed);
    }

    @Override
    public String toString() {
        return "ProcessingProgress[" + state.wireName() + (failure == null ? "" : ", " + failure.wireName()) + ", "
                + finished() + " of " + read() + (readToEnd ? "" : " or more") + ", cost " + cost.toPlainString() + "]";
    }

    /** Collects the numbers; not thread-safe. */
    public static final class Builder {
        private final ProcessingState state;
        private @Nullable ProcessingFailure failure;
        private @Nullable String detail;
        private boolean readToEnd;
        private long waiting;
        private long done;
        private long unwritten;
        private long setAside;
        private BigDecimal cost = BigDecimal.ZERO;
        private long unknownCosts;
        private long lost;
        private Duration elapsed = Duration.ZERO;

        private Builder(ProcessingState state) {
            this.state = state;
        }

        /**
         * Says why it stopped.
         * @param value the reason, or null for none
         * @return this
         */
        public Builder failure(@Nullable ProcessingFailure value) {
            this.failure = value;
            return this;
        }

        /**
         * Says more about why it stopped.
         * @param value words for a person, up to 200 characters, or null for none
         * @return this
         */
        public Builder detail(@Nullable String value) {
            this.detail = value;
            return this;
        }

        /**
         * Says whether everything was read.
         * @param value whether
         * @return this
         */
        public Builder readToEnd(boolean value) {
            this.readToEnd = value;
            return this;
        }

        /**
         * Sets what is not finished.
         * @param value how many
         * @return this
         */
        public Builder waiting(long value) {
            this.waiting = value;
            return this;
        }

        /**
         * Sets what is finished.
         * @param doneCount {@link ProcessingProgress#done()}
         * @param unwrittenCount {@link ProcessingProgress#unwritten()}
         * @param setAsideCount {@link ProcessingProgress#setAside()}
         * @return this
         */
        public Builder finished(long doneCount, long unwrittenCount, long setAsideCount) {
            this.done = doneCount;
            this.unwritten = unwrittenCount;
            this.setAside = setAsideCount;
            return this;
        }

        /**
         * Sets what it cost.
         * @param sum {@link ProcessingProgress#cost()}
         * @param unknown {@link ProcessingProgress#unknownCosts()}
         * @param lostCount {@link ProcessingProgress#lost()}
         * @return this
         */
        public Builder cost(BigDecimal sum, long unknown, long lostCount) {
            this.cost = sum;
            this.unknownCosts = unknown;
            this.lost = lostCount;
            return this;
        }

        /**
         * Sets how long the run has taken.
         * @param value how long
         * @return this
         */
        public Builder elapsed(Duration value) {
            this.elapsed = value;
            return this;
        }

        /** {@return the progress} */
        public ProcessingProgress build() {
            return new ProcessingProgress(this);
        }
    }
}
