package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.setup.BackgroundClassification;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes on one PostgreSQL, of which one is killed ({@code kill -9}) on the way: no update is lost, no event and no
 * text is anybody's but one's, and all do their part. How many and how much: {@code -Dcluster.processes=4},
 * {@code -Dcluster.tickets=4000}; for the throughput alone {@code -Dcluster.kill=false}, also of one process.
 */
@Tag("long")
class ClusterTest {
    private static final int PROCESSES = Integer.getInteger("cluster.processes", 2);
    private static final int TICKETS = Integer.getInteger("cluster.tickets", 120);
    private static final boolean KILL = Boolean.parseBoolean(System.getProperty("cluster.kill", "true"));
    private static final int COUNTERS = 4;
    private static final String KILLED = "node-0";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What a process wrote into the journal. */
    private record Line(String process, String what, String about) {
        static Line of(String line) {
            String[] parts = line.split(" ", -1);
            return new Line(parts[0], parts[1], parts[2]);
        }
    }

    private final List<Process> running = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void theyShareTheWorkAndNothingIsLostOrDoneTwice() throws Exception {
        Path journal = Files.createFile(directory.resolve("journal"));
        try (TestDatabase database = TestDatabase.postgresql();
                JpaTicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            List<TicketId> counters = counters(storage);
            for (int number = 0; number < PROCESSES; number++) {
                running.add(start(number, database.url(), journal, counters));
            }
            for (Process process : running) {
                await(process, "ready");
            }
            long begin = System.nanoTime();
            for (Process process : running) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            if (KILL) {
                killOneInTheMiddle(journal);
            }
            for (Process process : running) {
                await(process, "written");
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            awaitNothingLeft(database);
            end();

            List<Line> lines = lines(journal);
            int recovered = recovered(storage, database);
            assertNoUpdateIsLost(storage, counters, lines);
            int again = assertEachEventIsHandled(database, lines);
            assertEachTextIsAsked(database, lines, recovered);
            assertAllDidTheirPart(lines);
            long written =
                    (long) of(lines, "submitted").size() + of(lines, "counted").size();
            System.out.printf(
                    Locale.ROOT,
                    "cluster: %d processes%s, %d writes in %.1f s, %.0f a second; %d events, %d again; %d texts, %d recovered%n",
                    PROCESSES,
                    KILL ? ", one killed" : "",
                    written,
                    seconds,
                    written / seconds,
                    of(lines, "handled").size(),
                    again,
                    of(lines, "asked").size(),
                    recovered);
        } finally {
            running.forEach(Process::destroyForcibly);
        }
    }

    private static List<TicketId> counters(JpaTicketStorage storage) {
        TicketService tickets = watching(storage, Clock.systemUTC()).as(Actor.system("test"));
        return Stream.generate(() ->
                        tickets.submit(TicketDraft.of("counter", "It counts.")).id())
                .limit(COUNTERS)
                .toList();
    }

    /** Delivers nothing, and has classified what is told to; not closed, for that would close the storage. */
    private static TicketKit watching(JpaTicketStorage storage, Clock clock) {
        return TicketKit.builder()
                .storage(storage)
                .clock(clock)
                .classifier(request -> ClusterNode.answer())
                .outbox(Outbox.to(new NamedHandler(ClusterNode.HANDLER)))
                .backgroundClassification(BackgroundClassification.onTick())
                .build();
    }

    private Process start(int number, String url, Path journal, List<TicketId> counters) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClusterNode.class.getName(),
                        url,
                        journal.toString(),
                        "node-" + number,
                        String.valueOf(TICKETS / PROCESSES),
                        counters.stream().map(TicketId::toString).collect(Collectors.joining(",")))
                .redirectError(directory.resolve("node-" + number + ".log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private void await(Process process, String said) throws IOException {
        String line;
        do {
            line = process.inputReader().readLine();
        } while (line != null && !line.equals(said));
        assertThat(line).as(this::logs).isEqualTo(said);
    }

    private String logs() {
        return IntStream.range(0, PROCESSES)
                .mapToObj(number -> {
                    try {
                        return Files.readString(directory.resolve("node-" + number + ".log"));
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .collect(Collectors.joining("\n"));
    }

    private void killOneInTheMiddle(Path journal) throws InterruptedException {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> of(lines(journal), "counted").size() >= TICKETS / 3);
        Process process = running.remove(0);
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** But what the killed one had begun to have classified, which is its own for some minutes. */
    private static void awaitNothingLeft(TestDatabase database) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> "0".equals(database.value("select count(*) from ticket_outbox"))
                        && "0".equals(database.value("select count(*) from ticket_run where outcome = 'waiting'")));
    }

    private void end() throws IOException, InterruptedException {
        for (Process process : running) {
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    /** How many texts were left to a node that comes later. */
    private static int recovered(JpaTicketStorage storage, TestDatabase database) throws SQLException {
        int left = Integer.parseInt(
                String.valueOf(database.value("select count(*) from ticket_run where queue_at is not null")));
        assertThat(left).isBetween(0, KILL ? ClusterNode.BATCH : 0);
        // each time after the lease, or the pause before what was lost is tried again
        for (int hour = 1; hour <= 3; hour++) {
            watching(storage, Clock.offset(Clock.systemUTC(), Duration.ofHours(hour)))
                    .classificationWorker()
                    .tick();
        }
        assertThat(database.value("select count(*) from ticket_run where queue_at is not null"))
                .isEqualTo("0");
        return left;
    }

    /** What was stored but not told any more may be there, too: one write for each writer of the killed one. */
    private static void assertNoUpdateIsLost(JpaTicketStorage storage, List<TicketId> counters, List<Line> lines) {
        TicketService tickets = watching(storage, Clock.systemUTC()).as(Actor.system("test"));
        List<String> counted = of(lines, "counted");
        int sum = 0;
        for (TicketId counter : counters) {
            int count = Integer.parseInt(tickets.get(counter).attributes().getOrDefault(ClusterNode.COUNT, "0"));
            assertThat(count).isGreaterThanOrEqualTo((int)
                    counted.stream().filter(counter.toString()::equals).count());
            sum += count;
        }
        assertThat(sum).isBetween(counted.size(), counted.size() + (KILL ? ClusterNode.WRITERS : 0));
    }

    /** How many were handled again; only what the killed one had handled. */
    private static int assertEachEventIsHandled(TestDatabase database, List<Line> lines) throws SQLException {
        Map<String, List<String>> handled = lines.stream()
                .filter(line -> line.what().equals("handled"))
                .collect(Collectors.groupingBy(Line::about, Collectors.mapping(Line::process, Collectors.toList())));
        // the classifications of the node that came later are delivered by the next
        Set<String> events = column(
                database,
                "select id || ':' || event from ticket cross join generate_series(1, last_event) event"
                        + " where (id, event) not in (select ticket_id, event from ticket_outbox)");
        assertThat(handled.keySet()).isEqualTo(events);
        List<List<String>> again =
                handled.values().stream().filter(by -> by.size() > 1).toList();
        assertThat(again).allSatisfy(by -> assertThat(by).hasSize(2).startsWith(KILLED));
        assertThat(again).hasSizeLessThanOrEqualTo(KILL ? ClusterNode.BATCH : 0);
        return again.size();
    }

    private static void assertEachTextIsAsked(TestDatabase database, List<Line> lines, int recovered)
            throws SQLException {
        Set<String> titles = column(database, "select title from ticket where title <> 'counter'");
        assertThat(titles).containsAll(of(lines, "submitted"));
        List<String> asked = of(lines, "asked").stream()
                .filter(title -> !title.equals("counter"))
                .toList();
        assertThat(asked).doesNotHaveDuplicates();
        assertThat(titles).containsAll(asked).hasSizeBetween(asked.size(), asked.size() + recovered);
        assertThat(database.value("select count(*) from ticket_run where source = 'llm' and outcome = 'answered'"))
                .isEqualTo(String.valueOf(titles.size() + COUNTERS));
    }

    private static void assertAllDidTheirPart(List<Line> lines) {
        Set<String> all = IntStream.range(KILL ? 1 : 0, PROCESSES)
                .mapToObj(number -> "node-" + number)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String what : List.of("submitted", "counted", "handled", "asked")) {
            assertThat(lines.stream().filter(line -> line.what().equals(what)).map(Line::process))
                    .as(what)
                    .containsAll(all);
        }
    }

    private static List<String> of(List<Line> lines, String what) {
        return lines.stream()
                .filter(line -> line.what().equals(what))
                .map(Line::about)
                .toList();
    }

    private static List<Line> lines(Path journal) throws IOException {
        String all = Files.readString(journal, StandardCharsets.UTF_8);
        // one that is being written has no end yet
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().map(Line::of).toList();
    }

    private static Set<String> column(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<String> values = new HashSet<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
