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
}
