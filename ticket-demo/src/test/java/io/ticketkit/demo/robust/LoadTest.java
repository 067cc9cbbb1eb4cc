package io.ticketkit.demo.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A hundred clients at once: no answer but the expected ones, no update lost, memory, threads and connections bounded.
 * How long: {@code -Dload.seconds=60}. Prints what was done; the times are those of this machine, under whatever else
 * runs on it.
 */
@Tag("long")
class LoadTest {
    private static final int SECONDS = Integer.getInteger("load.seconds", 6);
    private static final int CLIENTS = Integer.getInteger("load.clients", 100);
    private static final String HEAP = "-Xmx256m";
    /** The live heap may differ by this much: filled caches, compiled statements, buffers of 100 connections. */
    private static final long MARGIN_KILOBYTES = 16 * 1024;
    /** Jetty's pool may grow to 250. */
    private static final long MOST_THREADS = 300;

    private static final long POOL = 10;

    @TempDir
    private Path directory;

    private record Footprint(long kilobytes, long threads) {
        static Footprint of(DemoProcess demo) {
            return new Footprint(demo.usedKilobytes(), demo.threads());
        }
    }

    @Test
    void aHundredClientsOnPostgresql() throws Exception {
        try (TestDatabase database = TestDatabase.postgresql();
                DemoProcess demo = DemoProcess.start(database.url() + "&ApplicationName=" + database.name(), HEAP)) {
            run("PostgreSQL", demo);
            assertThat(connections(database)).isBetween(1L, POOL);
        }
    }

    @Test
    void aHundredClientsOnH2() throws Exception {
        try (DemoProcess demo = DemoProcess.start("jdbc:h2:file:" + directory.resolve("tickets"), HEAP)) {
            run("H2", demo);
        }
    }

    private void run(String database, DemoProcess demo) throws Exception {
        Load load = new Load(demo);
        List<LoadClient> all = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(new LoadClient(load, demo.connect(), i));
        }
        Clients clients = Clients.start(CLIENTS, number -> {
            while (!over.get()) {
                all.get(number).step();
            }
        });
        Thread.sleep(SECONDS * 1000L / 3);
        Footprint early = load.whileIdle(() -> Footprint.of(demo));
        Thread.sleep(SECONDS * 2000L / 3);
        Footprint late = load.whileIdle(() -> Footprint.of(demo));
        over.set(true);
        join(clients, demo);
        System.out.printf(
                Locale.ROOT,
                "load, %s, %d clients, %d s: %d requests, %d/s; heap %d -> %d KB, threads %d -> %d;"
                        + " count p50/p99/max ms: %s%n",
                database,
                CLIENTS,
                SECONDS,
                load.latencies().count(),
                load.latencies().count() / SECONDS,
                early.kilobytes(),
                late.kilobytes(),
                early.threads(),
                late.threads(),
                load.latencies());
        assertNothingLost(demo, load, all);
        assertThat(late.kilobytes()).as("heap in KB").isLessThan(early.kilobytes() + MARGIN_KILOBYTES);
        assertThat(late.threads()).as("threads").isLessThan(MOST_THREADS);
        assertThat(demo.errors()).doesNotContain("WARN", "ERROR", "Exception");
    }

    private static void join(Clients clients, DemoProcess demo) {
        try {
            clients.join();
        } catch (IllegalStateException e) {
            throw new AssertionError("a client failed; the log: " + demo.errors(), e);
        }
    }

    private static void assertNothingLost(DemoProcess demo, Load load, List<LoadClient> clients) throws IOException {
        try (Wire wire = demo.connect()) {
            for (long id : load.shared()) {
                assertNothingLost(
                        wire, id, sum(clients, LoadClient::counted, id), sum(clients, LoadClient::assigned, id));
            }
            long left = load.shared().size()
                    + load.madeWithSharedKey().size()
                    + clients.stream().mapToLong(LoadClient::left).sum();
            Reply stats = wire.call("GET", "/api/tickets/stats/", null);
            assertThat(stats.json().get("total_tickets").asLong()).isEqualTo(left);
        }
    }

    private static int sum(List<LoadClient> clients, Function<LoadClient, Map<Long, Integer>> counts, long id) {
        return clients.stream()
                .mapToInt(client -> counts.apply(client).getOrDefault(id, 0))
                .sum();
    }

    private static void assertNothingLost(Wire wire, long id, int counted, int assigned) throws IOException {
        JsonNode ticket = wire.call("GET", "/api/tickets/" + id, null).json();
        assertThat(ticket.get("title").asString()).isEqualTo("Counter " + counted);
        assertThat(ticket.get("version").asLong()).isEqualTo(1L + counted + assigned);
        List<JsonNode> history = history(wire, id);
        assertChain(history, "title", "Counter 0", counted);
        assertChain(history, "assignee", null, assigned);
    }

    /** Each value follows the one before: nothing is missing, nothing came in between. */
    private static void assertChain(List<JsonNode> history, String field, @Nullable String first, int length) {
        String last = first;
        int changes = 0;
        for (JsonNode line : history) {
            if (line.get("field").asString("").equals(field)) {
                assertThat(line.get("from").asStringOpt().orElse(null)).isEqualTo(last);
                last = line.get("to").asString();
                changes++;
            }
        }
        assertThat(changes).as("changes of " + field).isEqualTo(length);
    }

    private static List<JsonNode> history(Wire wire, long id) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        String target = "/api/tickets/" + id + "/history/?limit=200";
        while (!target.isEmpty()) {
            Reply page = wire.call("GET", target, null);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            page.json().forEach(lines::add);
            target = page.header("link")
                    .map(link -> link.substring(link.indexOf("/api/"), link.indexOf('>')))
                    .orElse("");
        }
        return lines;
    }

    private static long connections(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                PreparedStatement count = connection.prepareStatement(
                        "select count(*) from pg_stat_activity where application_name = ?")) {
            count.setString(1, database.name());
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
