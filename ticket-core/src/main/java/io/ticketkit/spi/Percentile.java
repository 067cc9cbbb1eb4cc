package io.ticketkit.spi;

import io.ticketkit.DurationStats;
import io.ticketkit.DurationStats.Percentiles;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.LongUnaryOperator;

/**
 * Percentiles of durations, the same on every storage to the microsecond. What lies at a share of all is found as SQL's
 * {@code percentile_cont} finds it: of n sorted values at the place (n - 1) times the share, between two values in
 * proportion. Databases reckon that in doubles, and not all alike; here it is whole numbers.
 */
public final class Percentile {
    private static final int HUNDRED = 100;

    private Percentile() {}

    /**
     * The place of the value at or below a percentile.
     *
     * @param count how many values there are, at least one
     * @param percent 0 to 100
     * @return from 0 on, in their rising order; the value above is at the next place, if there is one
     */
    public static long place(long count, int percent) {
        return (count - 1) * percent / HUNDRED;
    }

    /**
     * Figures of sorted durations.
     *
     * @param count how many there are
     * @param at gives microseconds at a place, from 0 on: at {@link #place} of 50, 90 and 99, at the next one, and at the
     *     last; not asked when there are none
     * @return the figures
     */
    public static DurationStats stats(long count, LongUnaryOperator at) {
        return count == 0
                ? DurationStats.none()
                : DurationStats.of(
                        count,
                        new Percentiles(
                                between(count, 50, at),
                                between(count, 90, at),
                                between(count, 99, at),
                                micros(at.applyAsLong(count - 1))));
    }

    private static Duration between(long count, int percent, LongUnaryOperator at) {
        long place = place(count, percent);
        long below = at.applyAsLong(place);
        long part = (count - 1) * percent % HUNDRED;
        if (part == 0) {
            return micros(below);
        }
        long distance = at.applyAsLong(place + 1) - below;
        // not multiplied as a whole: that overflows from 2,900 years on
        return micros(below + distance / HUNDRED * part + (distance % HUNDRED * part + HUNDRED / 2) / HUNDRED);
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
