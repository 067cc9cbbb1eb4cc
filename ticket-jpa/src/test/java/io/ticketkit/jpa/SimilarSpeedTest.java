package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Deadline;
import io.ticketkit.PageRequest;
import io.ticketkit.SimilarQuery;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketAssistant;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.samples.SampleTickets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Similar tickets among {@code -Dsimilar.tickets=100000} sample tickets (1,000 unless given), timed, with a list and a search
 * of the same run to compare with. Prints a table; docs/performance.md says what came of it.
 */
@Tag("long")
class SimilarSpeedTest {
    private static final int TICKETS = Integer.getInteger("similar.tickets", 1_000);
    private static final int CALLS = Integer.getInteger("similar.calls", 20);

    /** Nobody has analysed the tables, as after an import; and somebody has. */
    @Test
    void onPostgresql() throws SQLException {
        try (TestDatabase database = TestDatabase.postgresql()) {
            fill(database);
            measure(database, "PostgreSQL, tables not analysed");
            database.execute("analyze");
            measure(database, "PostgreSQL");
        }
    }

    @Test
    void onH2() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            fill(database);
            measure(database, "H2 in memory");
        }
    }

    private static void fill(TestDatabase database) {
        TicketSchema.of(database.dataSource()).migrate();
        try (JpaTicketStorage storage =
                JpaTicketStorage.managed(database.dataSource()).build()) {
            new SampleTickets(storage, Taxonomy.support(), Clock.systemUTC(), 1, 0.7).seed(TICKETS, done -> {});
        }
    }

    private static void measure(TestDatabase database, String name) {
        try (TicketKit kit = TicketKit.builder()
                .storage(JpaTicketStorage.managed(database.dataSource()).build())
                .build()) {
            TicketService staff = kit.as(Actor.staff("agent"));
            List<Ticket> asked = spread(staff);
            TicketAssistant assistant = staff.assistant();
            SimilarQuery solved = SimilarQuery.solved();
            List<Timing> timings = List.of(
                    Timing.of(
                            "a page of 50",
                            asked,
                            ticket -> staff.search(TicketQuery.all()).items()),
                    Timing.of(
                            "a search for the words of the title",
                            asked,
                            ticket -> staff.search(
                                            TicketQuery.builder()
                                                    .text(ticket.title())
                                                    .build(),
                                            PageRequest.first(5))
                                    .items()),
                    Timing.of(
                            "similar, any status", asked, ticket -> assistant.similar(ticket.id(), SimilarQuery.all())),
                    Timing.of("similar, solved", asked, ticket -> assistant.similar(ticket.id(), solved)),
                    Timing.of("likely duplicates", asked, ticket -> assistant.duplicates(ticket.id())),
                    Timing.of(
                            "similar to a text",
                            asked,
                            ticket -> assistant.similar(ticket.title(), ticket.description(), solved)));
            System.out.println(name + ", " + TICKETS + " tickets: fastest, median, 90 %, slowest in ms; results");
            timings.forEach(System.out::println);
            assertThat(timings.get(2).found).as("similar to something").isPositive();
        }
    }

    /** From all of the time. */
    private static List<Ticket> spread(TicketService staff) {
        List<Ticket> all = new ArrayList<>();
        for (int number = 1; number <= CALLS; number++) {
            long id = Math.max(1, (long) number * TICKETS / (CALLS + 1));
            staff.find(new TicketId(id)).ifPresent(all::add);
        }
        return all;
    }

    private record Timing(String name, List<Double> millis, int found) {
        interface Call {
            List<?> on(Ticket ticket);
        }

        static Timing of(String name, List<Ticket> tickets, Call call) {
            tickets.forEach(call::on); // warm
            List<Double> millis = new ArrayList<>();
            int found = 0;
            for (Ticket ticket : tickets) {
                Deadline started = Deadline.after(Duration.ZERO);
                found += call.on(ticket).size();
                millis.add(started.elapsed().toNanos() / 1e6);
            }
            Collections.sort(millis);
            return new Timing(name, millis, found);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "  %-40s %7.1f %7.1f %7.1f %7.1f %5d",
                    name,
                    millis.get(0),
                    millis.get(millis.size() / 2),
                    millis.get(millis.size() * 9 / 10),
                    millis.get(millis.size() - 1),
                    found);
        }
    }
}
