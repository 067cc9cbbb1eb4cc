package io.ticketkit.testkit;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Priority;
import io.ticketkit.Ticket;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tickets by day. */
interface TrendContract extends StorageContract {
    @ParameterizedTest
    @CsvSource({
        // the year's shortest and longest day
        "America/New_York, 2026-03-07",
        "America/New_York, 2025-10-31",
        "Australia/Lord_Howe, 2026-04-04",
        // no midnight: clocks go forward at 0:00
        "America/Sao_Paulo, 2018-11-03",
        "Africa/Cairo, 2024-04-25",
        // clocks go back from 24:00 to 23:00
        "America/Sao_Paulo, 2019-02-15",
        "Africa/Cairo, 2024-10-30",
        // two midnights: clocks go back from 1:00 to 0:00
        "Atlantic/Azores, 2025-10-25",
        // no 30 December at all
        "Pacific/Apia, 2011-12-28",
        "Asia/Kathmandu, 2026-01-01",
        "Z, 2024-02-28",
    })
    default void daysAreThoseOfTheZone(ZoneId zone, LocalDate first) {
        Desk desk = desk();
        LocalDate last = first.plusDays(3);
        Random random = new Random(first.toEpochDay());
        List<Ticket> tickets = new ArrayList<>();
        first.minusDays(1).datesUntil(last.plusDays(2)).forEach(day -> {
            Instant start = day.atStartOfDay(zone).toInstant();
            tickets.add(create(desk, start, random));
            tickets.add(create(desk, start.minus(Duration.ofNanos(1000)), random));
            IntStream.range(0, random.nextInt(6))
                    .mapToObj(number -> start.plusSeconds(random.nextInt(90_000)))
                    .forEach(time -> tickets.add(create(desk, time, random)));
        });
        Instant noon = first.plusDays(1).atTime(12, 0).atZone(zone).toInstant();
        TrendRange range = TrendRange.days(first, last, zone);
        TicketService staff = desk.staff();

        assertThat(byDay(staff.trend(TicketQuery.all(), range)))
                .isEqualTo(oneByOne(tickets, range, zone, ticket -> true));
        assertThat(byDay(staff.trend(TicketQuery.builder().tags("vip").build(), range)))
                .isEqualTo(
                        oneByOne(tickets, range, zone, ticket -> ticket.tags().contains("vip")));
        assertThat(byDay(staff.trend(TicketQuery.builder().text("broken").build(), range)))
                .isEqualTo(
                        oneByOne(tickets, range, zone, ticket -> ticket.title().contains("Broken")));
        assertThat(byDay(staff.trend(
                        TicketQuery.builder()
                                .priorities(Priority.HIGH)
                                .createdAfter(noon)
                                .build(),
                        range)))
                .isEqualTo(oneByOne(
                        tickets,
                        range,
                        zone,
                        ticket -> ticket.priority() == Priority.HIGH
                                && !ticket.createdAt().isBefore(noon)));
        assertThat(byDay(desk.as(Actor.requester("ada")).trend(TicketQuery.all(), range)))
                .isEqualTo(oneByOne(
                        tickets, range, zone, ticket -> ticket.requester().isPresent()));
    }

    private static Ticket create(Desk desk, Instant time, Random random) {
        desk.clock().set(time);
        return desk.submit(Fixtures.draft(random.nextBoolean() ? "Broken" : "Whole")
                .priority(random.nextBoolean() ? Priority.HIGH : Priority.LOW)
                .requester(random.nextBoolean() ? "ada" : null)
                .tags(random.nextBoolean() ? "vip" : "other")
                .build());
    }

    private static Map<LocalDate, Long> byDay(List<TrendBucket> buckets) {
        assertThat(buckets).extracting(TrendBucket::start).isSorted();
        return buckets.stream().collect(toMap(TrendBucket::start, TrendBucket::created));
    }

    private static Map<LocalDate, Long> oneByOne(
            List<Ticket> tickets, TrendRange range, ZoneId zone, Predicate<Ticket> wanted) {
        Map<LocalDate, Long> byDay = new LinkedHashMap<>();
        range.periods().forEach(period -> byDay.put(period.start(), 0L));
        tickets.stream()
                .filter(wanted)
                .map(ticket -> LocalDate.ofInstant(ticket.createdAt(), zone))
                .forEach(day -> byDay.computeIfPresent(day, (key, count) -> count + 1));
        return byDay;
    }

    @Test
    default void aDayBeginsWithItsFirstMicrosecond() {
        Desk desk = desk();
        desk.clock().set(Instant.parse("2026-03-08T04:59:59.999999Z"));
        desk.submit("The last of Saturday");
        desk.clock().set(Instant.parse("2026-03-08T05:00:00Z"));
        desk.submit("The first of Sunday");
        desk.clock().set(Instant.parse("2026-03-09T03:59:59.999999Z"));
        desk.submit("The last of Sunday, which had 23 hours");

        assertThat(desk.staff()
                        .trend(
                                TicketQuery.all(),
                                TrendRange.days(
                                        LocalDate.parse("2026-03-06"),
                                        LocalDate.parse("2026-03-09"),
                                        ZoneId.of("America/New_York"))))
                .extracting(TrendBucket::toString)
                .containsExactly(
                        "TrendBucket[2026-03-06, created 0, resolved 0, reopened 0, open at end 0]",
                        "TrendBucket[2026-03-07, created 1, resolved 0, reopened 0, open at end 1]",
                        "TrendBucket[2026-03-08, created 2, resolved 0, reopened 0, open at end 3]",
                        "TrendBucket[2026-03-09, created 0, resolved 0, reopened 0, open at end 3]");
    }

    /** At 0:01 on Sunday clocks went back to 23:01 on Saturday. */
    @Test
    default void whatClocksShowTwiceCountsOnceOnTheLaterDay() {
        Desk desk = desk();
        ZoneId zone = ZoneId.of("America/St_Johns");
        LocalDate sunday = LocalDate.parse("2010-11-07");
        desk.clock().set(sunday.atStartOfDay(zone).toInstant().plus(Duration.ofMinutes(30)));
        Ticket ticket = desk.submit("On Saturday again").get(0);

        assertThat(LocalDate.ofInstant(ticket.createdAt(), zone)).isEqualTo(sunday.minusDays(1));
        assertThat(byDay(desk.staff().trend(TicketQuery.all(), TrendRange.days(sunday.minusDays(1), sunday, zone))))
                .isEqualTo(Map.of(sunday.minusDays(1), 0L, sunday, 1L));
    }

    @Test
    default void theLongestTrendWithTheLongestFilters() {
        Desk desk = desk();
        LocalDate first = LocalDate.parse("2024-01-01");
        LocalDate last = first.plusDays(999);
        for (LocalDate day : List.of(first, last, last)) {
            desk.clock().set(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
            desk.submit(Fixtures.draft("x").requester("r7").team("t7").build());
        }
        TicketQuery query = TicketQuery.builder()
                .requesters(hundred("r"))
                .teams(hundred("t"))
                .unassigned()
                .assignees(hundred("a"))
                .build();

        List<TrendBucket> trend = desk.staff().trend(query, TrendRange.days(first, last, ZoneOffset.UTC));

        assertThat(trend).hasSize(1000);
        assertThat(trend.get(0).created()).isEqualTo(1);
        assertThat(trend.get(999).created()).isEqualTo(2);
        assertThat(trend.stream().mapToLong(TrendBucket::created).sum()).isEqualTo(3);
    }

    private static String[] hundred(String prefix) {
        return IntStream.range(0, 100).mapToObj(number -> prefix + number).toArray(String[]::new);
    }

    @Test
    default void theFirstAndTheLastDayThereAre() {
        Desk desk = desk();
        for (String time : List.of("2000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z")) {
            desk.clock().set(Instant.parse(time));
            desk.submit("Edge");
        }

        for (ZoneOffset zone : List.of(ZoneOffset.UTC, ZoneOffset.MAX)) {
            assertThat(trendOfOneDay(desk, "2000-01-01", zone)).isEqualTo(1);
        }
        for (ZoneOffset zone : List.of(ZoneOffset.UTC, ZoneOffset.MIN)) {
            assertThat(trendOfOneDay(desk, "9999-12-31", zone)).isEqualTo(1);
        }
        // there it was still 1999, or is the year 10000 already
        assertThat(trendOfOneDay(desk, "2000-01-01", ZoneOffset.MIN)).isZero();
        assertThat(trendOfOneDay(desk, "9999-12-31", ZoneOffset.MAX)).isZero();
    }

    private static long trendOfOneDay(Desk desk, String date, ZoneId zone) {
        LocalDate day = LocalDate.parse(date);
        return desk.staff()
                .trend(TicketQuery.all(), TrendRange.days(day, day, zone))
                .get(0)
                .created();
    }
}
