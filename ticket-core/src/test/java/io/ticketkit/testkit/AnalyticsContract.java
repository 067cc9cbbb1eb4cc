package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Backlog;
import io.ticketkit.Breakdown;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.DurationStats;
import io.ticketkit.Expected;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunValue;
import io.ticketkit.RunWork;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketAnalytics;
import io.ticketkit.TicketDay;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TicketSpend;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.ValidationException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures about tickets and runs agree with {@link AnalyticsReference}. */
interface AnalyticsContract extends StorageContract {
    private static List<TicketQuery> queries(Instant some) {
        return List.of(
                TicketQuery.all(),
                TicketQuery.builder().tags("vip").build(),
                TicketQuery.builder()
                        .categories("billing", "technical")
                        .priorities(Priority.HIGH, Priority.LOW)
                        .build(),
                TicketQuery.builder()
                        .statuses(Status.OPEN, Status.RESOLVED)
                        .text("broken")
                        .build(),
                TicketQuery.builder()
                        .unassigned()
                        .assignees("x")
                        .createdAfter(some)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "Z, 2026-02-26",
        // clocks go forward, and back
        "America/New_York, 2026-03-06",
        "America/New_York, 2026-10-29",
        "Asia/Kolkata, 2025-12-28",
        // no 30 December at all
        "Pacific/Apia, 2011-12-28",
        // clocks go back at 3:45
        "Pacific/Chatham, 2026-04-03",
    })
    default void everyFigureIsThatOfTheReference(ZoneId zone, LocalDate first) {
        Desk desk = desk();
        AnalyticsStory story = new AnalyticsStory(desk, first, zone);
        story.tell(27);
        new AnalyticsStory(desk(), first, zone).tell(2);
        LocalDate last = first.plusDays(5);
        TicketService blue = desk.service(
                desk.kit(
                        0,
                        builder -> builder.accessPolicy(
                                actor -> new Access(EnumSet.allOf(Action.class), Scope.team("blue")))),
                Actor.staff("b"));
        Instant some = first.plusDays(2).atTime(12, 0).atZone(zone).toInstant();

        for (TicketQuery query : queries(some)) {
            compare(desk.staff(), query, AnalyticsReference.of(desk.staff(), query, first, last, zone), desk);
        }
        compare(blue, TicketQuery.all(), AnalyticsReference.of(blue, TicketQuery.all(), first, last, zone), desk);
        TicketService ada = desk.as(Actor.requester("ada"));
        compare(ada, TicketQuery.all(), AnalyticsReference.of(ada, TicketQuery.all(), first, last, zone), desk);
        compareRuns(desk.staff(), story.ownerless, first, last, zone);
        compareRuns(blue, List.of(), first, last, zone);
    }

    private static void compare(TicketService service, TicketQuery query, AnalyticsReference expected, Desk desk) {
        TrendRange range = TrendRange.days(expected.first(), expected.last(), expected.zone());
        TicketAnalytics figures = service.analytics();
        for (TrendRange.Unit unit : TrendRange.Unit.values()) {
            TrendRange units = TrendRange.of(unit, expected.first(), expected.last(), expected.zone());
            assertThat(service.trend(query, units))
                    .hasToString(expected.trend(unit).toString());
        }
        assertThat(figures.breakdowns(query, Set.of(), 1)).isEmpty();
        List<Breakdown> together = figures.breakdowns(query, EnumSet.allOf(TicketDimension.class), 100);
        assertThat(together).extracting(Breakdown::dimension).containsExactly(TicketDimension.values());
        for (Breakdown one : together) {
            assertThat(one.shares()).isEqualTo(expected.breakdown(one.dimension()));
        }
        for (TicketDimension dimension : TicketDimension.values()) {
            List<Breakdown.Share> all = expected.breakdown(dimension);
            Breakdown whole = figures.breakdown(query, dimension, 100);
            assertThat(whole.shares()).isEqualTo(all);
            assertThat(whole.others() + whole.otherValues()).isZero();
            Breakdown two = figures.breakdown(query, dimension, 2);
            List<Breakdown.Share> rest = all.stream().skip(2).toList();
            assertThat(two.shares()).isEqualTo(all.stream().limit(2).toList());
            assertThat(two.otherValues()).isEqualTo(rest.size());
            assertThat(two.others())
                    .isEqualTo(rest.stream().mapToLong(Breakdown.Share::tickets).sum());
        }
        for (TicketMilestone milestone : TicketMilestone.values()) {
            assertThat(figures.times(query, milestone, range.from(), range.end()))
                    .as(milestone.wireName())
                    .isEqualTo(expected.times(milestone));
        }
        Backlog backlog = figures.backlog(query);
        assertThat(Map.of(
                        backlog.ages(),
                        backlog.bands().stream().map(Backlog.Band::tickets).toList()))
                .isEqualTo(expected.backlog(desk.clock().instant()));
        assertThat(figures.reopenings(query, range.from(), range.end())).isEqualTo(expected.reopenings());
        assertThat(figures.satisfaction(query, range.from(), range.end()).byScore())
                .isEqualTo(expected.scores());
    }

    private static void compareRuns(
            TicketService service, List<ClassificationRun> ownerless, LocalDate first, LocalDate last, ZoneId zone) {
        List<ClassificationRun> runs = new ArrayList<>();
        ownerless.forEach(run -> runs.add(run.toBuilder().ticket(null).build()));
        service.search(TicketQuery.all(), PageRequest.first(200))
                .items()
                .forEach(ticket -> runs.addAll(service.runs()
                        .ofTicket(ticket.id(), PageRequest.first(200))
                        .items()));
        AnalyticsReference expected = new AnalyticsReference(List.of(), first, last, zone);
        for (TrendRange.Unit unit : TrendRange.Unit.values()) {
            List<String> lines = new ArrayList<>();
            AnalyticsReference.periods(unit, first, last)
                    .forEach((from, to) -> lines.add(expected.work(runs, from, to)));
            assertThat(service.runs().work(TrendRange.of(unit, first, last, zone)))
                    .extracting(AnalyticsContract::line)
                    .isEqualTo(lines);
        }
        TrendRange range = TrendRange.days(first, last, zone);
        List<ClassificationRun> within = runs.stream()
                .filter(run -> !LocalDate.ofInstant(run.at(), zone).isBefore(first)
                        && !LocalDate.ofInstant(run.at(), zone).isAfter(last))
                .toList();
        assertThat(service.runs().costliest(range.from(), range.end(), 5))
                .usingRecursiveComparison()
                .withComparatorForType(Comparator.naturalOrder(), java.math.BigDecimal.class)
                .isEqualTo(costliest(within, 5));
        assertThat(paged(service, range))
                .usingRecursiveComparison()
                .withComparatorForType(Comparator.naturalOrder(), java.math.BigDecimal.class)
                .isEqualTo(byTicket(within, range, zone));
        compareAccuracy(service.runs().accuracy(range.from(), range.end()), within);
    }

    private static String line(RunWork work) {
        String each = work.timePerTicket()
                .map(time -> time + " " + work.costPerTicket().orElseThrow().toPlainString())
                .orElse("none");
        return AnalyticsReference.line(
                work.start(),
                work.runs(),
                work.tickets(),
                work.classified(),
                work.time(),
                work.cost(),
                work.unknownCosts(),
                each);
    }

    /** In small pages, and back again. */
    private static List<TicketDay> paged(TicketService service, TrendRange range) {
        List<TicketDay> all = new ArrayList<>();
        PageRequest wanted = PageRequest.first(7);
        Page<TicketDay> page = service.runs().byTicket(range, wanted);
        Page<TicketDay> before = page;
        all.addAll(page.items());
        while (page.next().isPresent()) {
            before = page;
            page = service.runs().byTicket(range, PageRequest.at(page.next().get(), 7));
            all.addAll(page.items());
            assertThat(service.runs()
                            .byTicket(range, PageRequest.at(page.previous().orElseThrow(), 7))
                            .items())
                    .isEqualTo(before.items());
        }
        return all;
    }

    private static List<TicketDay> byTicket(List<ClassificationRun> runs, TrendRange range, ZoneId zone) {
        return range.periods().stream()
                .flatMap(day -> costliest(
                                runs.stream()
                                        .filter(run -> LocalDate.ofInstant(run.at(), zone)
                                                .equals(day.start()))
                                        .toList(),
                                Integer.MAX_VALUE)
                        .stream()
                        .sorted(Comparator.comparing(
                                (TicketSpend spend) -> spend.ticket().value()))
                        .map(spend -> new TicketDay(day.start(), spend)))
                .toList();
    }

    private static List<TicketSpend> costliest(List<ClassificationRun> runs, int limit) {
        return runs.stream()
                .flatMap(run -> run.ticket().stream())
                .distinct()
                .map(ticket -> {
                    List<ClassificationRun> own = runs.stream()
                            .filter(run -> run.ticket().filter(ticket::equals).isPresent())
                            .toList();
                    return new TicketSpend(
                            ticket,
                            own.size(),
                            AnalyticsReference.time(own),
                            AnalyticsReference.cost(own),
                            AnalyticsReference.unknown(own));
                })
                .sorted(Comparator.comparing(
                        (TicketSpend spend) -> spend.ticket().value()))
                .sorted(Comparator.comparing(TicketSpend::time).reversed())
                .sorted(Comparator.comparing(TicketSpend::cost).reversed())
                .limit(limit)
                .toList();
    }

    private static void compareAccuracy(List<RunAccuracy> accuracy, List<ClassificationRun> runs) {
        for (ClassifiedField field : ClassifiedField.values()) {
            long applied = 0;
            long accepted = 0;
            long corrected = 0;
            for (ClassificationRun run : runs) {
                RunValue value = run.values().get(field);
                if (value != null && value.fate().isStanding()) {
                    applied++;
                    accepted += value.fate() == RunValue.Fate.ACCEPTED ? 1 : 0;
                    corrected += value.fate() == RunValue.Fate.CORRECTED ? 1 : 0;
                }
            }
            List<RunAccuracy> rows =
                    accuracy.stream().filter(row -> row.field() == field).toList();
            assertThat(rows.stream().mapToLong(RunAccuracy::applied).sum()).isEqualTo(applied);
            assertThat(rows.stream().mapToLong(RunAccuracy::accepted).sum()).isEqualTo(accepted);
            assertThat(rows.stream().mapToLong(RunAccuracy::corrected).sum()).isEqualTo(corrected);
        }
    }

    @Test
    default void aDayOfAReopenedTicketToldInWords() {
        Desk desk = desk();
        TicketService staff = desk.staff();
        Ticket ticket = desk.submit("Printer").get(0);
        desk.submit(Fixtures.draft("Done").status(Status.CLOSED).build());
        for (Status status : List.of(Status.RESOLVED, Status.CLOSED, Status.OPEN, Status.IN_PROGRESS)) {
            desk.clock().advance(Duration.ofDays(1));
            staff.transition(ticket.id(), Expected.any(), status);
        }
        LocalDate first = LocalDate.of(2026, 3, 1);

        assertThat(staff.trend(TicketQuery.all(), TrendRange.days(first, first.plusDays(5), ZoneOffset.UTC)))
                .extracting(TrendBucket::toString)
                .containsExactly(
                        "TrendBucket[2026-03-01, created 2, resolved 1, reopened 0, open at end 1]",
                        "TrendBucket[2026-03-02, created 0, resolved 1, reopened 0, open at end 0]",
                        "TrendBucket[2026-03-03, created 0, resolved 0, reopened 0, open at end 0]",
                        "TrendBucket[2026-03-04, created 0, resolved 0, reopened 1, open at end 1]",
                        "TrendBucket[2026-03-05, created 0, resolved 0, reopened 0, open at end 1]",
                        "TrendBucket[2026-03-06, created 0, resolved 0, reopened 0, open at end 1]");
        Instant start = first.atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(staff.analytics()
                        .reopenings(TicketQuery.all(), start, desk.clock().instant())
                        .rate())
                .hasValue(1);
        assertThat(staff.analytics().times(TicketQuery.all(), TicketMilestone.RESOLUTION, Instant.MIN, Instant.MAX))
                .isEqualTo(DurationStats.of(
                        1, new DurationStats.Percentiles(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO)));
        assertThat(staff.analytics()
                        .backlog(TicketQuery.all())
                        .ages()
                        .percentiles()
                        .orElseThrow()
                        .longest())
                .isEqualTo(Duration.ofDays(4));
    }

    @Test
    default void ofNothingThereAreNoFigures() {
        Desk desk = desk();
        TicketAnalytics figures = desk.staff().analytics();

        assertThat(figures.breakdown(TicketQuery.all(), TicketDimension.TAG, 1).shares())
                .isEmpty();
        assertThat(figures.times(TicketQuery.all(), TicketMilestone.FIRST_RESPONSE, Instant.MIN, Instant.MAX))
                .isEqualTo(DurationStats.none());
        assertThat(figures.backlog(TicketQuery.all()).ages().percentiles()).isEmpty();
        assertThat(figures.reopenings(TicketQuery.all(), Instant.MIN, Instant.MAX)
                        .rate())
                .isEmpty();
        assertThat(figures.satisfaction(TicketQuery.all(), Instant.MIN, Instant.MAX)
                        .mean())
                .isEmpty();
        assertThat(desk.staff().runs().costliest(Instant.MIN, Instant.MAX, 100)).isEmpty();
        assertThat(desk.staff().runs().work(Desk.today()))
                .singleElement()
                .satisfies(work -> assertThat(work.costPerTicket()).isEmpty());
    }

    /** On a Sunday, the first of a month, in a zone where it is Monday already. */
    @Test
    default void whatWasProcessedTodayThisWeekAndThisMonth() {
        Desk desk = desk();
        desk.clock().set(Instant.parse("2026-03-01T09:59:59.999999Z"));
        desk.submit("On Sunday");
        desk.clock().set(Instant.parse("2026-03-01T10:00:00Z"));
        desk.submit("On Monday", "On Monday, too");
        ZoneId kiritimati = ZoneId.of("Pacific/Kiritimati"); // 14 hours before UTC

        assertThat(desk.staff().runs().current(kiritimati))
                .extracting(work -> work.start() + " " + work.classified())
                .containsExactly("2026-03-02 2", "2026-03-02 2", "2026-03-01 3");
        assertThat(desk.staff().runs().current(ZoneOffset.UTC))
                .extracting(work -> work.start() + " " + work.classified())
                .containsExactly("2026-03-01 3", "2026-02-23 3", "2026-03-01 3");
    }

    @Test
    default void figuresNeedTheRightAndASmallLimit() {
        Desk desk = desk();
        TicketService nobody = desk.service(
                desk.kit(0, builder -> builder.accessPolicy(actor -> new Access(Set.of(), Scope.all()))),
                Actor.staff("x"));
        TicketQuery all = TicketQuery.all();
        TrendRange today = Desk.today();

        for (int limit : new int[] {0, 101}) {
            assertThatThrownBy(() -> desk.staff().analytics().breakdown(all, TicketDimension.TAG, limit))
                    .isInstanceOf(ValidationException.class)
                    .hasMessage("limit: Ensure this value is between 1 and 100.");
            assertThatThrownBy(() -> desk.staff().runs().costliest(today.from(), today.end(), limit))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("limit");
        }
        assertThatThrownBy(() -> nobody.analytics().backlog(all)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.as(Actor.requester("ada")).runs().work(today))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.as(Actor.requester("ada")).runs().current(ZoneOffset.UTC))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.staff()
                        .analytics()
                        .backlog(TicketQuery.builder().tags(" ".repeat(70)).build()))
                .isInstanceOf(ValidationException.class);
    }

    /** A faster clock of another node, and the longest times there are. */
    @Test
    default void extremesOfTime() {
        Desk desk = desk();
        desk.clock().set(Instant.parse("2000-01-01T00:00:00Z"));
        Ticket ticket = desk.submit("Oldest").get(0);
        desk.submit("Old");
        desk.clock().set(Instant.parse("9999-12-31T23:59:59.999999Z"));
        desk.submit("Youngest");
        desk.staff().transition(ticket.id(), Expected.any(), Status.RESOLVED);
        desk.clock().set(Instant.parse("2000-01-02T00:00:00Z"));

        Duration longest = Duration.ofSeconds(
                ChronoUnit.SECONDS.between(
                        Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z")),
                999_999_000);
        assertThat(desk.staff()
                        .analytics()
                        .times(TicketQuery.all(), TicketMilestone.RESOLUTION, Instant.MIN, Instant.MAX)
                        .percentiles())
                .contains(new DurationStats.Percentiles(longest, longest, longest, longest));
        assertThat(desk.staff().analytics().backlog(TicketQuery.all()).ages().percentiles())
                .contains(new DurationStats.Percentiles(
                        Duration.ofHours(12),
                        Duration.ofMinutes(1_296),
                        Duration.ofSeconds(85_536),
                        Duration.ofDays(1)));
        assertThat(desk.staff().analytics().backlog(TicketQuery.all()).bands())
                .extracting(Backlog.Band::tickets)
                .containsExactly(1L, 1L, 0L, 0L, 0L, 0L);
    }
}
