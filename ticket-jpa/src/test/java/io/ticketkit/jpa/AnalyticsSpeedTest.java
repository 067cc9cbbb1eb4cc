package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Deadline;
import io.ticketkit.PageRequest;
import io.ticketkit.TicketAnalytics;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketRuns;
import io.ticketkit.TicketService;
import io.ticketkit.TrendRange;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.testkit.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Figures of 90 days, of {@code -Danalytics.tickets=1000000} tickets of a year (2,000 unless given), timed, with a list and
 * a count of the same run to compare with. Prints a table; docs/performance.md says what came of it.
 */
class AnalyticsSpeedTest {
    private static final int TICKETS = Integer.getInteger("analytics.tickets", 2_000);
    private static final int CALLS = Integer.getInteger("analytics.calls", 3);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    @Test
    void onPostgresql() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.postgresql()) {
            TicketSchema.of(database.dataSource()).migrate();
            try (InputStream script = AnalyticsSpeedTest.class.getResourceAsStream("many-tickets.sql")) {
                database.execute(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                        .replace("${tickets}", Integer.toString(TICKETS))
                        .replace("${now}", Long.toString(EpochMicros.of(NOW))));
            }
            database.execute("vacuum analyze");
            measure(database);
        }
    }

    private static void measure(TestDatabase database) {
        try (TicketKit kit = TicketKit.builder()
                .storage(JpaTicketStorage.managed(database.dataSource()).build())
                .clock(new SettableClock(NOW))
                .build()) {
            TicketService staff = kit.forTenant("acme").as(Actor.staff("agent"));
            assertThat(staff.count(TicketQuery.all())).isEqualTo(TICKETS);
            Map<String, Supplier<?>> figures = figures(staff);
            System.out.println("PostgreSQL, " + TICKETS + " tickets: fastest, median, slowest of " + CALLS + " in ms");
            figures.forEach((name, figure) -> System.out.println(timed(name, figure)));
        }
    }

    private static Map<String, Supplier<?>> figures(TicketService staff) {
        LocalDate today = LocalDate.ofInstant(NOW, ZONE);
        TrendRange days = TrendRange.days(today.minusDays(89), today, ZONE);
        TicketQuery all = TicketQuery.all();
        TicketQuery created = TicketQuery.builder()
                .createdAfter(days.from())
                .createdBefore(days.end())
                .build();
        TicketQuery billing = TicketQuery.builder().categories("billing").build();
        TicketAnalytics analytics = staff.analytics();
        TicketRuns runs = staff.runs();
        Map<String, Supplier<?>> figures = new LinkedHashMap<>();
        figures.put("a page of 50 (reference)", () -> staff.search(all).items());
        figures.put("all tickets counted (reference)", () -> staff.count(all));
        figures.put("count", () -> staff.count(created));
        figures.put("stats", () -> staff.stats(created));
        figures.put("trend by day", () -> staff.trend(all, days));
        figures.put("trend by day of one category", () -> staff.trend(billing, days));
        for (TicketDimension dimension : TicketDimension.values()) {
            figures.put("by " + dimension.wireName(), () -> analytics.breakdown(created, dimension, 10));
        }
        Set<TicketDimension> told = EnumSet.of(
                TicketDimension.CATEGORY, TicketDimension.PRIORITY, TicketDimension.SOURCE, TicketDimension.ASSIGNEE);
        Set<TicketDimension> origins = EnumSet.of(TicketDimension.CHANNEL, TicketDimension.TEAM);
        figures.put("by category, priority, source and assignee", () -> analytics.breakdowns(created, told, 10));
        figures.put("by channel and team", () -> analytics.breakdowns(created, origins, 10));
        for (TicketMilestone milestone : TicketMilestone.values()) {
            figures.put(
                    "times: " + milestone.wireName(), () -> analytics.times(all, milestone, days.from(), days.end()));
        }
        figures.put("backlog", () -> analytics.backlog(all));
        figures.put("reopenings", () -> analytics.reopenings(all, days.from(), days.end()));
        figures.put("satisfaction", () -> analytics.satisfaction(all, days.from(), days.end()));
        figures.put("accuracy of machines", () -> runs.accuracy(days.from(), days.end()));
        figures.put("work of machines by day", () -> runs.work(days));
        figures.put("processed today, this week, this month", () -> runs.current(ZONE));
        figures.put("costliest tickets", () -> runs.costliest(days.from(), days.end(), 10));
        figures.put("by ticket and day, a page of 50", () -> runs.byTicket(days, PageRequest.first(50)));
        figures.put("usage by day and model", () -> runs.usage(days));
        figures.putAll(calls(figures));
        return figures;
    }

    /** What the demo's calls ask for: some figures one after the other, and others at the same time. */
    private static Map<String, Supplier<?>> calls(Map<String, Supplier<?>> figures) {
        Supplier<?> now = together(figures, "backlog", "satisfaction", "processed today, this week, this month");
        Supplier<?> fields = together(figures, "by category, priority, source and assignee", "by channel and team");
        Supplier<?> responses = together(figures, "times: first_response", "backlog");
        Supplier<?> resolutions = together(figures, "times: resolution", "reopenings");
        Map<String, Supplier<?>> calls = new LinkedHashMap<>();
        calls.put("dashboard/", both(together(figures, "trend by day"), now));
        calls.put("trends/", together(figures, "trend by day"));
        calls.put("categories/", both(fields, together(figures, "by tag")));
        calls.put("sentiments/", together(figures, "stats", "satisfaction"));
        calls.put("performance/", both(responses, resolutions));
        calls.put("ai/", both(together(figures, "work of machines by day"), together(figures, "accuracy of machines")));
        return calls;
    }

    private static Supplier<?> together(Map<String, Supplier<?>> figures, String... names) {
        List<Supplier<?>> all = Stream.of(names)
                .<Supplier<?>>map(name -> Objects.requireNonNull(figures.get(name), name))
                .toList();
        return () -> all.stream().map(Supplier::get).toList();
    }

    private static Supplier<?> both(Supplier<?> here, Supplier<?> there) {
        return () -> {
            FutureTask<?> other = new FutureTask<>(there::get);
            new Thread(other).start();
            try {
                return List.of(here.get(), other.get());
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static String timed(String name, Supplier<?> figure) {
        assertThat(figure.get()).as(name).isNotNull(); // warm
        List<Double> millis = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            Deadline started = Deadline.after(Duration.ZERO);
            assertThat(figure.get()).isNotNull();
            millis.add(started.elapsed().toNanos() / 1e6);
        }
        Collections.sort(millis);
        return String.format(
                Locale.ROOT,
                "  %-40s %7.1f %7.1f %7.1f",
                name,
                millis.get(0),
                millis.get(CALLS / 2),
                millis.get(CALLS - 1));
    }
}
