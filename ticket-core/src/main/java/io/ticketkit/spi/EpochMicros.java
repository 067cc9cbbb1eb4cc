package io.ticketkit.spi;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** Times as TicketKit stores them: microseconds since 1970-01-01T00:00:00Z, for the years 2000 to 9999. */
public final class EpochMicros {
    /** 2000-01-01T00:00:00Z. */
    public static final long MIN = 946_684_800_000_000L;
    /** 9999-12-31T23:59:59.999999Z. */
    public static final long MAX = 253_402_300_799_999_999L;

    private static final long MICROS_PER_SECOND = 1_000_000L;

    private EpochMicros() {}

    /**
     * To microseconds; anything finer is cut off.
     *
     * @param instant the time
     * @return microseconds
     * @throws IllegalArgumentException when it is not between 2000 and 9999
     */
    public static long of(Instant instant) {
        if (instant.isBefore(toInstant(MIN)) || !instant.isBefore(toInstant(MAX + 1))) {
            throw new IllegalArgumentException("the time " + instant + " is not in the years 2000 to 9999");
        }
        // ChronoUnit.MICROS.between overflows from 2262 on
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.get(ChronoField.MICRO_OF_SECOND);
    }

    /**
     * From microseconds.
     *
     * @param micros microseconds
     * @return the time
     */
    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /**
     * As a bound of a filter: what lies outside the storable years is moved to their edge.
     *
     * @param instant any time
     * @param roundUp whether a fraction of a microsecond counts as a whole one
     * @return microseconds, from {@link #MIN} to {@link #MAX} + 1
     */
    public static long bound(Instant instant, boolean roundUp) {
        if (instant.isBefore(toInstant(MIN))) {
            return MIN;
        }
        if (!instant.isBefore(toInstant(MAX + 1))) {
            return MAX + 1;
        }
        return of(instant) + (roundUp && instant.isAfter(instant.truncatedTo(ChronoUnit.MICROS)) ? 1 : 0);
    }
}
