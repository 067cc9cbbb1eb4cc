package io.ticketkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * The periods that a {@link TicketService#trend trend} counts in, as people in a time zone see them. Immutable.
 *
 * <p>A period lasts from its first moment until the first moment of the next, however many hours that is: none, where a
 * zone left a date out. What clocks that are put back across midnight show twice belongs to the later date.
 */
public final class TrendRange {
    private final List<Period> periods;

    private TrendRange(List<Period> periods) {
        this.periods = periods;
    }

    /**
     * One of the periods.
     *
     * @param start its first date
     * @param from its first moment
     * @param end the first moment after it
     */
    public record Period(LocalDate start, Instant from, Instant end) {}

    /**
     * One period for each day.
     *
     * @param first the first day, in the years 2000 to 9999
     * @param last the last day, itself included; at most {@link Limits#TREND} days
     * @param zone where a day begins
     * @return the range
     * @throws ValidationException when a day is out of range, the last comes before the first, or there are too many
     */
    public static TrendRange days(LocalDate first, LocalDate last, ZoneId zone) {
        List<Violation> violations = Stream.concat(outOfRange("first", first), outOfRange("last", last))
                .toList();
        if (violations.isEmpty()) {
            violations = wrongLength(first, last).toList();
        }
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        return new TrendRange(first.datesUntil(last.plusDays(1))
                .map(day -> new Period(day, startOf(day, zone), startOf(day.plusDays(1), zone)))
                .toList());
    }

    private static Stream<Violation> outOfRange(String field, LocalDate day) {
        return day.getYear() < 2000 || day.getYear() > 9999
                ? Stream.of(new Violation(field, "Ensure this date is in the years 2000 to 9999."))
                : Stream.empty();
    }

    private static Stream<Violation> wrongLength(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            return Stream.of(new Violation("last", "Ensure this date is not before the first."));
        }
        return ChronoUnit.DAYS.between(first, last) >= Limits.TREND
                ? Stream.of(new Violation("last", "Ensure there are no more than " + Limits.TREND + " days."))
                : Stream.empty();
    }

    /** Not always midnight: in some zones clocks are put forward then. */
    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** {@return the periods, oldest first, without gaps: each ends where the next begins; at least one} */
    public List<Period> periods() {
        return periods;
    }

    @Override
    public String toString() {
        return "TrendRange[" + periods.get(0).start() + " to "
                + periods.get(periods.size() - 1).start() + "]";
    }
}
