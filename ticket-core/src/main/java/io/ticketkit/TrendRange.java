package io.ticketkit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** How long a period is. */
    public enum Unit {
        /** A day. */
        DAY(ChronoUnit.DAYS),
        /** A week, from Monday on, as ISO 8601 has it. */
        WEEK(ChronoUnit.WEEKS),
        /** A month of the calendar. */
        MONTH(ChronoUnit.MONTHS);

        private final ChronoUnit unit;

        Unit(ChronoUnit unit) {
            this.unit = unit;
        }

        /** {@return the name used in JSON: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /**
         * Reads a wire name, in any letter case.
         *
         * @param text what somebody wrote
         * @return the unit, or empty when there is none of that name
         */
        public static Optional<Unit> parse(String text) {
            return WireNames.parse(values(), text);
        }

        private LocalDate startOf(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        private LocalDate after(LocalDate day) {
            return startOf(day).plus(1, unit);
        }

        /**
         * The whole day, week or month that a day is in.
         *
         * @param day the day
         * @param zone where a day begins
         * @return the period
         */
        public Period around(LocalDate day, ZoneId zone) {
            LocalDate start = startOf(day);
            return new Period(start, TrendRange.startOf(start, zone), TrendRange.startOf(after(day), zone));
        }
    }

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
        return of(Unit.DAY, first, last, zone);
    }

    /**
     * One period for each day, week or month. The first begins with the first day and the last ends with the last, also
     * within a week or month.
     *
     * @param unit how long a period is
     * @param first the first day, in the years 2000 to 9999
     * @param last the last day, itself included; at most {@link Limits#TREND} periods
     * @param zone where a day begins
     * @return the range
     * @throws ValidationException when a day is out of range, the last comes before the first, or there are too many
     *     periods
     */
    public static TrendRange of(Unit unit, LocalDate first, LocalDate last, ZoneId zone) {
        List<Violation> violations = Stream.concat(outOfRange("first", first), outOfRange("last", last))
                .toList();
        if (violations.isEmpty()) {
            violations = wrongLength(unit, first, last).toList();
        }
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        return range(unit, first, last, zone);
    }

    private static TrendRange range(Unit unit, LocalDate first, LocalDate last, ZoneId zone) {
        List<Period> periods = new ArrayList<>();
        for (LocalDate start = first; !start.isAfter(last); start = unit.after(start)) {
            LocalDate next = unit.after(start);
            LocalDate end = next.isAfter(last) ? last.plusDays(1) : next;
            periods.add(new Period(start, startOf(start, zone), startOf(end, zone)));
        }
        return new TrendRange(List.copyOf(periods));
    }

    private static Stream<Violation> outOfRange(String field, LocalDate day) {
        return day.getYear() < 2000 || day.getYear() > 9999
                ? Stream.of(new Violation(field, "Ensure this date is in the years 2000 to 9999."))
                : Stream.empty();
    }

    private static Stream<Violation> wrongLength(Unit unit, LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            return Stream.of(new Violation("last", "Ensure this date is not before the first."));
        }
        return unit.unit.between(unit.startOf(first), last) >= Limits.TREND
                ? Stream.of(new Violation(
                        "last", "Ensure there are no more than " + Limits.TREND + " " + unit.wireName() + "s."))
                : Stream.empty();
    }

    /** Not always midnight: in some zones clocks are put forward then. */
    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** {@return the first moment of the first period} */
    public Instant from() {
        return periods.get(0).from();
    }

    /** {@return the first moment after the last period} */
    public Instant end() {
        return periods.get(periods.size() - 1).end();
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
