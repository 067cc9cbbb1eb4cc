package io.ticketkit.spi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as TicketKit stores them: microseconds since 1970-01-01T00:00:00Z, for the years 2000 to 9999. */
public final class EpochMicros {
    /** 2000-01-01T00:00:00Z. */
    public static final long MIN = 946_684_800_000_000L;
    /** 9999-12-31T23:59:59.999999Z. */
    public static final long MAX = 253_402_300_799_999_999L;

    private EpochMicros() {}

    /**
     * To microseconds; anything finer is cut off.
     *
     * @param instant the time
     * @return microseconds
     * @throws IllegalArgumentException when it is not between 2000 and 9999
     */
    public static long of(Instant instant) {
        // not ChronoUnit.MICROS.between: before Java 25 that counts nanoseconds, which overflow in the year 2262
        long seconds = instant.getEpochSecond();
        long micros =
                seconds > MAX / 1_000_000 ? MAX + 1 : Math.max(seconds, 0) * 1_000_000 + instant.getNano() / 1_000;
        if (micros < MIN || micros > MAX) {
            throw new IllegalArgumentException("the time " + instant + " is not in the years 2000 to 9999");
        }
        return micros;
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
        if (instant.isAfter(toInstant(MAX))) {
            return MAX + 1;
        }
        Instant cut = instant.truncatedTo(ChronoUnit.MICROS);
        return of(cut) + (roundUp && cut.isBefore(instant) ? 1 : 0);
    }
}
