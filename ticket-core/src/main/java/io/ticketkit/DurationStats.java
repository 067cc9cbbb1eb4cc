package io.ticketkit;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long something took, of a number of tickets. Immutable. */
public final class DurationStats {
    private final long count;
    private final @Nullable Percentiles percentiles;

    private DurationStats(long count, @Nullable Percentiles percentiles) {
        this.count = count;
        this.percentiles = percentiles;
    }

    /**
     * How long it took, in microseconds. A percentile lies between the two times next to it in proportion, as SQL's
     * {@code percentile_cont} has it, rounded half up.
     *
     * @param p50 half of them took no longer: the median
     * @param p90 90 % of them took no longer
     * @param p99 99 % of them took no longer
     * @param longest how long the slowest took
     */
    public record Percentiles(Duration p50, Duration p90, Duration p99, Duration longest) {}

    /** {@return the figures of nothing at all} */
    public static DurationStats none() {
        return new DurationStats(0, null);
    }

    /**
     * The figures of something. For storages.
     *
     * @param count how many, at least one
     * @param percentiles how long they took
     * @return the figures
     */
    public static DurationStats of(long count, Percentiles percentiles) {
        return new DurationStats(count, percentiles);
    }

    /** {@return of how many} */
    public long count() {
        return count;
    }

    /** {@return how long they took, or empty when there are none} */
    public Optional<Percentiles> percentiles() {
        return Optional.ofNullable(percentiles);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DurationStats that
                && count == that.count
                && percentiles().equals(that.percentiles());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count) * 31 + percentiles().hashCode();
    }

    @Override
    public String toString() {
        return "DurationStats[" + count + ", " + percentiles + "]";
    }
}
