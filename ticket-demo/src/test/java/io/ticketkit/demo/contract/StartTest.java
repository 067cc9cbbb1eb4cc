package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.demo.Demo;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting: in this JVM, and as a process of its own. */
class StartTest {
    private static final String SECRET = "geheim";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static void assertRefused(Map<String, String> variables, String name) {
        assertThatThrownBy(() -> Demo.start(Settings.of(variables)).close())
                .isInstanceOf(SettingsException.class)
                .message()
                .contains(name)
                .hasLineCount(1)
                .doesNotContain(SECRET);
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertRefused(
                    Map.of(
                            "TICKET_PORT",
                            port,
                            "TICKET_DB_URL",
                            TestDatabase.h2().url()),
                    "TICKET_PORT");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1/x?user=bob&password=geheim",
                "jdbc:postgresql://127.0.0.1:99999/x?password=geheim",
                "jdbc:postgresql:geheim?nonsense",
                "jdbc:h2:mem:x;PASSWORD=geheim;BOGUS=1",
                "jdbc:h2:;PASSWORD=geheim",
                "jdbc:h2:file:/dev/null/x;PASSWORD=geheim",
                "jdbc:h2:tcp://127.0.0.1:1/geheim"
            })
    void aDatabaseThatDoesNotAnswerIsNamed(String url) {
        assertRefused(Map.of("TICKET_PORT", "0", "TICKET_DB_URL", url), "TICKET_DB_URL");
    }

    /** Before a database is touched: this one does not answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://models.example/v1",
                "https://bob:geheim@models.example/v1",
                "https://models.example/v1?key=geheim",
                "https://models.example/v1#geheim",
                "https://169.254.169.254/v1",
                "https://10.0.0.7/v1",
                "ftp://models.example/geheim",
                "geheim"
            })
    void aBaseUrlThatMustNotBeUsedIsNamed(String url) {
        for (String provider : new String[] {"openai", "gemini", "anthropic"}) {
            assertRefused(
                    Map.of(
                            "TICKET_LLM_PROVIDER", provider,
                            "TICKET_LLM_API_KEY", SECRET,
                            "TICKET_LLM_BASE_URL", url,
                            "TICKET_DB_URL", "jdbc:h2:file:/dev/null/x"),
                    "TICKET_LLM_BASE_URL is wrong: ");
        }
    }

    @Test
    void theDatabaseUrlOfPlatformsWorks() throws IOException, SQLException {
        try (TestDatabase database = TestDatabase.postgresql()) {
            URI uri = URI.create(database.url().substring("jdbc:".length()));
            String url =
                    "postgresql://postgres:" + SECRET + "@" + uri.getAuthority() + uri.getPath() + "?" + uri.getQuery();
            try (Demo demo = Demo.start(Settings.of(Map.of("TICKET_PORT", "0", "DATABASE_URL", url)))) {
                Client client = new Client("http://127.0.0.1:" + demo.port());
                assertThat(client.post("/api/tickets/", "{\"title\":\"t\",\"description\":\"d\"}")
                                .status())
                        .isEqualTo(201);
                assertThat(client.get("/healthz").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void whatWasStoredIsThereAfterARestart() {
        Map<String, String> settings =
                Map.of("TICKET_PORT", "0", "TICKET_DB_URL", "jdbc:h2:file:" + folder.resolve("kept"));
        String before;
        try (Demo demo = Demo.start(Settings.of(settings))) {
            Client client = new Client("http://127.0.0.1:" + demo.port());
            client.post("/api/tickets/", "{\"title\":\"kept\",\"description\":\"d\"}");
            before = client.get("/api/tickets/").toString();
        }
        try (Demo demo = Demo.start(Settings.of(settings))) {
            assertThat(new Client("http://127.0.0.1:" + demo.port())
                            .get("/api/tickets/")
                            .toString())
                    .isEqualTo(before)
                    .contains("kept");
        }
    }

    /** A process of its own, with these variables and none else of ours; its messages go to a file. */
    private Process process(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        // other tests on the class path log otherwise
                        "-Dlogback.configurationFile=" + Demo.class.getResource("/logback.xml"),
                        "io.ticketkit.demo.DemoApplication")
                .directory(folder.toFile())
                .redirectError(messages().toFile());
        builder.environment()
                .keySet()
                .removeIf(
                        name -> name.startsWith("TICKET_") || name.endsWith("_API_KEY") || name.equals("DATABASE_URL"));
        builder.environment().putAll(variables);
        return builder.start();
    }

    private Path messages() {
        return folder.resolve("messages");
    }

    @Test
    void aWrongSettingStopsTheProcessWithOneLine() throws Exception {
        Process process = process(Map.of("DATABASE_URL", "postgresql://bob:" + SECRET + "@/x"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(Files.readString(messages()))
                .isEqualTo("DATABASE_URL is wrong: give postgresql://user:password@host:port/database."
                        + System.lineSeparator());
    }

    @Test
    void aTakenPortStopsTheProcessWithOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Process process = process(Map.of("TICKET_PORT", String.valueOf(port), "TICKET_DB_URL", "jdbc:h2:mem:x"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(Files.readString(messages()))
                    .startsWith("TICKET_PORT is wrong: " + port)
                    .hasLineCount(1);
        }
    }

    @Test
    void theProcessPrintsItsPortAndTheIdOfAnErrorFindsTheLogLine() throws Exception {
        TestDatabase database = TestDatabase.postgresql();
        Process process = process(Map.of("TICKET_PORT", "0", "TICKET_DB_URL", database.url()));
        try (database;
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = String.valueOf(out.readLine());
            assertThat(line).matches("TicketKit demo: http://127\\.0\\.0\\.1:[1-9][0-9]+/ .*");
            Client client = new Client(line.replaceFirst(".*(http://[^/]+)/.*", "$1"));
            assertThat(client.get("/healthz").status()).isEqualTo(200);
            assertThat(Files.readString(messages())).doesNotContain("ERROR", "Exception");
            try (Connection connection = DriverManager.getConnection(database.url());
                    Statement statement = connection.createStatement()) {
                statement.execute("drop table ticket cascade");
            }
            Answer answer = client.get("/api/tickets/");
            assertThat(answer.status()).isEqualTo(500);
            String id = answer.json().get("id").asString();
            assertThat(Files.readString(messages())).containsPattern("ERROR.*" + id + ".*Internal error");
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
