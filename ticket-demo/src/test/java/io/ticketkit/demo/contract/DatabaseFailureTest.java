package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The database goes away, or is not what it was. */
class DatabaseFailureTest {
    private static final String TICKET = "{\"title\":\"t\",\"description\":\"d\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Both at once: most of it is waiting. */
    @Test
    void anOutageIsSaidAndSurvived() throws Exception {
        TestDatabase direct = TestDatabase.postgresql();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Boolean>> outages = List.of(() -> outageOfPostgresql(direct), this::outageOfH2);
            for (Future<Boolean> survived : threads.invokeAll(outages)) {
                assertThat(survived.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean outageOfPostgresql(TestDatabase direct) throws IOException, SQLException {
        URI server = URI.create(direct.url().substring("jdbc:".length()));
        try (Cable cable = new Cable(server.getHost(), server.getPort())) {
            String url = "jdbc:postgresql://127.0.0.1:" + cable.port() + server.getPath() + "?" + server.getQuery();
            outage(new TestDatabase(direct.name(), url), cable::cut, cable::mend);
        }
        return true;
    }

    private boolean outageOfH2() throws IOException, SQLException {
        Path file = folder.resolve("tickets.mv.db");
        Path aside = folder.resolve("aside");
        String url = "jdbc:h2:file:" + folder.resolve("tickets");
        execute(new TestDatabase("H2", url), "shutdown");
        // so that no new file is made while this one is away
        TestDatabase database = new TestDatabase("H2", url + ";IFEXISTS=TRUE");
        outage(
                database,
                () -> {
                    execute(database, "shutdown");
                    Files.move(file, aside);
                    shutDownWhatThePoolOpened(database, file);
                },
                () -> Files.move(aside, file));
        return true;
    }

    /** The pool may have opened it again before the file was away, or just then: that makes a new one. */
    private static void shutDownWhatThePoolOpened(TestDatabase database, Path file) {
        await().until(() -> {
            try {
                execute(database, "shutdown");
                Files.deleteIfExists(file);
                return false;
            } catch (SQLException e) {
                return Files.notExists(file);
            }
        });
    }

    private interface Step {
        void run() throws IOException, SQLException;
    }

    private static void outage(TestDatabase database, Step begin, Step end) throws IOException, SQLException {
        try (RunningDemo demo = RunningDemo.on(database, Map.of())) {
            Client client = demo.client();
            JsonNode ticket = client.post("/api/tickets/", TICKET).json();
            assertThat(client.get("/healthz").toString()).isEqualTo("200 {\"status\":\"ok\"}");
            begin.run();
            assertThat(client.get("/healthz").toString()).isEqualTo("503 {\"status\":\"unavailable\"}");
            Answer answer = client.post("/api/tickets/", TICKET);
            assertThat(answer.toString())
                    .isEqualTo("503 {\"detail\":\"The database does not answer.\",\"id\":\""
                            + answer.header("X-Request-Id").orElseThrow() + "\"}");
            assertThat(answer.header("Retry-After")).isPresent();
            assertThat(client.get("/").status()).isEqualTo(200);
            assertThat(client.get("/api/tickets/?status=bogus").status()).isEqualTo(400);
            end.run();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.get("/healthz").status() == 200);
            assertThat(client.get("/api/tickets/" + ticket.get("id")).json()).isEqualTo(ticket);
            assertThat(client.post("/api/tickets/", TICKET).status()).isEqualTo(201);
        }
    }

    @Test
    void theUnexpectedOnH2TellsNothingButAnId() throws SQLException {
        unexpected(TestDatabase.h2());
    }

    @Test
    void theUnexpectedOnPostgresqlTellsNothingButAnId() throws SQLException {
        unexpected(TestDatabase.postgresql());
    }

    /** A table is missing: nobody expects that. */
    private static void unexpected(TestDatabase database) throws SQLException {
        try (RunningDemo demo = RunningDemo.on(database, Map.of())) {
            execute(database, "drop table ticket cascade");
            Client client = demo.client();
            for (Answer answer : new Answer[] {
                client.get("/api/tickets/"), client.post("/api/tickets/", TICKET), client.get("/api/tickets/stats/")
            }) {
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.toString())
                        .isEqualTo("500 {\"detail\":\"Internal error.\",\"id\":\""
                                + answer.header("X-Request-Id").orElseThrow() + "\"}");
                assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            }
            assertThat(client.get("/healthz").status()).isEqualTo(200);
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
