package io.ticketkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendRangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-06-02       | 2026-06-01       | last: Ensure this date is not before the first.
            2024-01-01       | 2026-09-27       | last: Ensure there are no more than 1000 days.
            2000-01-01       | 9999-12-31       | last: Ensure there are no more than 1000 days.
            1999-12-31       | 2000-01-01       | first: Ensure this date is in the years 2000 to 9999.
            9999-12-31       | +10000-01-01     | last: Ensure this date is in the years 2000 to 9999.
            -999999999-01-01 | +999999999-12-31 | first: Ensure this date is in the years 2000 to 9999.; \
            last: Ensure this date is in the years 2000 to 9999.
            """)
    void whatIsWrongIsSaid(LocalDate first, LocalDate last, String message) {
        assertThatThrownBy(() -> TrendRange.days(first, last, ZoneOffset.UTC))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @Test
    void daysFollowEachOtherWithoutGaps() {
        ZoneId zone = ZoneId.of("America/Sao_Paulo");
        List<TrendRange.Period> periods = TrendRange.days(
                        LocalDate.parse("2016-06-04"), LocalDate.parse("2019-02-28"), zone)
                .periods();

        assertThat(periods).hasSize(1000).extracting(TrendRange.Period::start).isSorted();
        assertThat(periods.stream().skip(1).map(TrendRange.Period::from).toList())
                .isEqualTo(
                        periods.stream().limit(999).map(TrendRange.Period::end).toList());
        assertThat(periods)
                .extracting(
                        period -> Duration.between(period.from(), period.end()).toHours())
                .containsOnly(23L, 24L, 25L);
    }

    @Test
    void aDateThatAZoneLeftOutIsEmpty() {
        LocalDate day = LocalDate.parse("2011-12-30");
        TrendRange.Period period =
                TrendRange.days(day, day, ZoneId.of("Pacific/Apia")).periods().get(0);

        assertThat(period.start()).isEqualTo(day);
        assertThat(period.end()).isEqualTo(period.from());
    }

    @Test
    void weeksAndMonthsAreCutByTheFirstAndTheLastDay() {
        LocalDate first = LocalDate.parse("2026-01-28");
        LocalDate last = LocalDate.parse("2026-03-02");
        ZoneId zone = ZoneId.of("Europe/Berlin");

        TrendRange months = TrendRange.of(TrendRange.Unit.MONTH, first, last, zone);
        TrendRange weeks = TrendRange.of(TrendRange.Unit.WEEK, first, last, zone);

        assertThat(months.periods())
                .extracting(period -> period.start().toString())
                .containsExactly("2026-01-28", "2026-02-01", "2026-03-01");
        assertThat(weeks.periods())
                .extracting(period -> period.start().toString())
                .containsExactly("2026-01-28", "2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02");
        for (TrendRange range : List.of(months, weeks, TrendRange.days(first, last, zone))) {
            assertThat(range.from()).isEqualTo("2026-01-27T23:00:00Z");
            assertThat(range.end()).isEqualTo("2026-03-02T23:00:00Z");
        }
    }

    @Test
    void aThousandWeeksOrMonthsAreTheMost() {
        LocalDate monday = LocalDate.parse("2000-01-03");

        assertThat(TrendRange.of(TrendRange.Unit.WEEK, monday, monday.plusDays(6_999), ZoneOffset.UTC)
                        .periods())
                .hasSize(1_000);
        assertThatThrownBy(() -> TrendRange.of(
                        TrendRange.Unit.WEEK, monday.minusDays(1), monday.plusDays(6_999), ZoneOffset.UTC))
                .hasMessage("last: Ensure there are no more than 1000 weeks.");
        assertThatThrownBy(() -> TrendRange.of(
                        TrendRange.Unit.MONTH,
                        LocalDate.parse("2000-01-31"),
                        LocalDate.parse("2083-05-01"),
                        ZoneOffset.UTC))
                .hasMessage("last: Ensure there are no more than 1000 months.");
    }

    @Test
    void theWeekAndTheMonthAroundADay() {
        LocalDate sunday = LocalDate.parse("2026-03-01");

        assertThat(TrendRange.Unit.DAY.around(sunday, ZoneOffset.UTC).end()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(TrendRange.Unit.WEEK.around(sunday, ZoneOffset.UTC).from()).isEqualTo("2026-02-23T00:00:00Z");
        assertThat(TrendRange.Unit.WEEK.around(sunday, ZoneOffset.UTC).end()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(TrendRange.Unit.MONTH.around(sunday, ZoneOffset.UTC).end()).isEqualTo("2026-04-01T00:00:00Z");
    }
}
