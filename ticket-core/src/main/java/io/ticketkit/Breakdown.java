package io.ticketkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many tickets have which value of a {@link TicketDimension}. Immutable. */
public final class Breakdown {
    private final TicketDimension dimension;
    private final List<Share> shares;
    private final long others;
    private final long otherValues;

    private Breakdown(Builder builder) {
        this.dimension = builder.dimension;
        this.shares = List.copyOf(builder.shares);
        this.others = builder.others;
        this.otherValues = builder.otherValues;
    }

    /**
     * The tickets that have one value.
     *
     * @param value a category's code, a wire name, an id, a name; null for those that have none
     * @param tickets how many
     */
    public record Share(@Nullable String value, long tickets) {
        /** Without the value, which may be personal. */
        @Override
        public String toString() {
            return "Share[" + tickets + "]";
        }
    }

    /**
     * Starts with no tickets at all. For storages.
     *
     * @param dimension by what was counted
     * @return a builder
     */
    public static Builder builder(TicketDimension dimension) {
        return new Builder(dimension);
    }

    /** {@return by what was counted} */
    public TicketDimension dimension() {
        return dimension;
    }

    /**
     * The values that most tickets have: only such as have tickets, those with most first, of equal ones by value,
     * character by character, what has none last.
     *
     * @return unmodifiable
     */
    public List<Share> shares() {
        return shares;
    }

    /** {@return how many tickets have the values that are not told one by one: by tag, each counts for each of its tags} */
    public long others() {
        return others;
    }

    /** {@return how many values are not told one by one} */
    public long otherValues() {
        return otherValues;
    }

    /** Without values, which may be personal. */
    @Override
    public String toString() {
        return "Breakdown[" + dimension + ", " + shares.size() + " values, " + otherValues + " more]";
    }

    /** Collects counts; not thread-safe. */
    public static final class Builder {
        private final TicketDimension dimension;
        private List<Share> shares = List.of();
        private long others;
        private long otherValues;

        private Builder(TicketDimension dimension) {
            this.dimension = dimension;
        }

        /**
         * Sets what is told one by one.
         * @param values in their order
         * @return this
         */
        public Builder shares(List<Share> values) {
            this.shares = values;
            return this;
        }

        /**
         * Sets what is not.
         * @param tickets how many tickets
         * @param values how many values
         * @return this
         */
        public Builder others(long tickets, long values) {
            this.others = tickets;
            this.otherValues = values;
            return this;
        }

        /** {@return the breakdown} */
        public Breakdown build() {
            return new Breakdown(this);
        }
    }
}
