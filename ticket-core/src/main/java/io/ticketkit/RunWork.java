package io.ticketkit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** What classifiers, assistants and models did in one period, and for how many tickets. Immutable. */
public final class RunWork {
    private final LocalDate start;
    private final long runs;
    private final long tickets;
    private final long classified;
    private final Duration time;
    private final Duration ticketTime;
    private final BigDecimal cost;
    private final BigDecimal ticketCost;
    private final long unknownCosts;

    private RunWork(Builder builder) {
        this.start = builder.start;
        this.runs = builder.runs;
        this.tickets = builder.tickets;
        this.classified = builder.classified;
        this.time = builder.time;
        this.ticketTime = builder.ticketTime;
        this.cost = builder.cost;
        this.ticketCost = builder.ticketCost;
        this.unknownCosts = builder.unknownCosts;
    }

    /**
     * Starts with nothing done. For storages.
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

    /** {@return how many runs ended, whatever they were for: answered, abstained and failed ones} */
    public long runs() {
        return runs;
    }

    /** {@return for how many tickets there was at least one of them} */
    public long tickets() {
        return tickets;
    }

    /** {@return how many tickets were processed: those for which a run classified the text, and suggested something} */
    public long classified() {
        return classified;
    }

    /** {@return how long all the runs took together} */
    public Duration time() {
        return time;
    }

    /** {@return what all the runs cost, in US dollars, as far as that is known: see {@link #unknownCosts()}} */
    public BigDecimal cost() {
        return cost;
    }

    /** {@return how many runs may have cost something of which the amount is not known} */
    public long unknownCosts() {
        return unknownCosts;
    }

    /** {@return how long the runs that had a ticket took, divided by {@link #tickets()}; empty when none had} */
    public Optional<Duration> timePerTicket() {
        return tickets == 0 ? Optional.empty() : Optional.of(ticketTime.dividedBy(tickets));
    }

    /**
     * What the runs that had a ticket cost, divided by {@link #tickets()}.
     *
     * @return in US dollars, of {@value ClassificationRun#COST_SCALE} decimal places, or empty when none had a ticket
     */
    public Optional<BigDecimal> costPerTicket() {
        return tickets == 0
                ? Optional.empty()
                : Optional.of(ticketCost.divide(
                        BigDecimal.valueOf(tickets), ClassificationRun.COST_SCALE, RoundingMode.HALF_UP));
    }

    @Override
    public String toString() {
        return "RunWork[" + start + ", " + runs + " runs for " + tickets + " tickets, " + classified + " classified, "
                + time + ", cost " + cost + (unknownCosts == 0 ? "]" : " and " + unknownCosts + " unknown]");
    }

    /** Collects sums; not thread-safe. */
    public static final class Builder {
        private final LocalDate start;
        private long runs;
        private long tickets;
        private long classified;
        private Duration time = Duration.ZERO;
        private Duration ticketTime = Duration.ZERO;
        private BigDecimal cost = BigDecimal.ZERO;
        private BigDecimal ticketCost = BigDecimal.ZERO;
        private long unknownCosts;

        private Builder(LocalDate start) {
            this.start = start;
        }

        /**
         * Sets how many there were.
         * @param ended how many runs ended
         * @param forTickets for how many tickets
         * @param forClassified how many tickets were classified
         * @return this
         */
        public Builder counts(long ended, long forTickets, long forClassified) {
            this.runs = ended;
            this.tickets = forTickets;
            this.classified = forClassified;
            return this;
        }

        /**
         * Sets how long they took.
         * @param all all runs together
         * @param ofTickets those that had a ticket
         * @return this
         */
        public Builder time(Duration all, Duration ofTickets) {
            this.time = all;
            this.ticketTime = ofTickets;
            return this;
        }

        /**
         * Sets what they cost.
         * @param all all runs together, in US dollars
         * @param ofTickets those that had a ticket
         * @param unknown how many runs cost nobody knows how much
         * @return this
         */
        public Builder cost(BigDecimal all, BigDecimal ofTickets, long unknown) {
            this.cost = all;
            this.ticketCost = ofTickets;
            this.unknownCosts = unknown;
            return this;
        }

        /** {@return the sums} */
        public RunWork build() {
            return new RunWork(this);
        }
    }
}
