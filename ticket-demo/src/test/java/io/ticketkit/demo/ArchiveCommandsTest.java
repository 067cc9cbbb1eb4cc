package io.ticketkit.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketQuery;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.ArchivedStory;
import io.ticketkit.testkit.Desk;
import io.ticketkit.testkit.SettableClock;
import io.ticketkit.testkit.samples.SampleTickets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** {@code export} and {@code import}, as they are called. */
class ArchiveCommandsTest {
    private static final int SAMPLES = 40;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream standardOut = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private int exported(String url, String... arguments) {
        return run(new ExportCommand(Map.of("TICKET_DB_URL", url), standardOut), arguments);
    }

    private int imported(String url, String standardIn, String... arguments) {
        ByteArrayInputStream in = new ByteArrayInputStream(standardIn.getBytes(UTF_8));
        return run(new ImportCommand(Map.of("TICKET_DB_URL", url), in), arguments);
    }

    static Stream<Arguments> databasesAndFormats() {
        List<Supplier<TestDatabase>> databases = List.of(TestDatabase::h2, TestDatabase::postgresql);
        return databases.stream()
                .flatMap(database -> Stream.of("jsonl", "csv").map(format -> Arguments.of(database, format)));
    }

    private static List<String> told(JpaTicketStorage storage, String tenant) {
        TicketKit kit = TicketKit.builder().storage(storage).build();
        List<TicketPast> pasts = ArchivedStory.exported(kit.forTenant(tenant).as(Actor.system("test")));
        return ArchivedStory.told(pasts);
    }

    @ParameterizedTest
    @MethodSource("databasesAndFormats")
    void aRoundTripLosesNothing(Supplier<TestDatabase> databases, String format) throws IOException, SQLException {
        try (TestDatabase from = databases.get();
                TestDatabase to = databases.get();
                // H2's goes with its last connection
                Connection first = from.source().getConnection();
                Connection second = to.source().getConnection();
                JpaTicketStorage old = JpaTicketStorage.managed(from.source()).build();
                JpaTicketStorage fresh = JpaTicketStorage.managed(to.source()).build()) {
            Desk desk = new Desk(number -> old);
            new ArchivedStory(desk).tell();
            SettableClock clock = new SettableClock(Instant.parse("2026-05-05T12:00:00Z"));
            new SampleTickets(old, Taxonomy.support(), clock, 7, 0.7).seed(SAMPLES, done -> {});
            for (String tenant : List.of(desk.tenant(), TicketKit.DEFAULT_TENANT)) {
                String file = folder.resolve(tenant + "." + format).toString();
                String again = folder.resolve(tenant + ".again").toString();

                assertThat(exported(from.url(), "--format", format, "--out", file, "--tenant", tenant))
                        .as(err.toString())
                        .isZero();
                assertThat(imported(to.url(), "", "--format", format, "--in", file, "--tenant", tenant))
                        .as(err.toString())
                        .isZero();

                List<String> told = told(fresh, tenant);
                assertThat(told).isEqualTo(told(old, tenant));
                assertThat(first.isClosed() || second.isClosed()).isFalse();
                assertThat(told).hasSize(tenant.equals(desk.tenant()) ? 4 : SAMPLES);
                assertThat(exported(to.url(), "--format", format, "--out", again, "--tenant", tenant))
                        .isZero();
                assertThat(Files.size(Path.of(again))).isBetween(1_000L, 2 * Files.size(Path.of(file)));
                assertThat(imported(from.url(), "", "--format", format, "--in", again, "--tenant", tenant))
                        .isZero();
                assertThat(told(old, tenant)).isEqualTo(told);
            }
        }
        assertThat(out.toString()).contains("4 tickets stored, 0 were here before, 0 set aside (0 lines); ");
        assertThat(out.toString()).contains("0 tickets stored, 40 were here before, 0 set aside (0 lines); ");
        assertThat(err.toString()).contains("100%  40 of 40");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".part") || name.endsWith(".rejects"));
        }
    }

    private String h2() {
        return "jdbc:h2:file:" + folder.resolve("tickets");
    }

    @Test
    void whatIsSetAsideIsToldAndCanBeMended() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.csv"),
                "title;description;priority;Order\r\nPrinter;It smokes;high;47\r\nMail;No mail;soon;48\r\n"
                        + "Screen;\"Black,\r\n\"\"dark\"\"\";;\r\n");

        assertThat(imported(h2(), "", "--format", "csv", "--in", file.toString()))
                .isEqualTo(3);

        Path rejects = folder.resolve("t.csv.rejects");
        assertThat(Files.readString(rejects)).isEqualTo("title;description;priority;Order\r\nMail;No mail;soon;48\r\n");
        assertThat(err.toString())
                .contains("line 3: priority: This is not a valid choice. Choose one of: low, medium, high, critical.");
        assertThat(out.toString())
                .contains("2 tickets stored, 0 were here before, 1 set aside (1 lines); ")
                .contains("Set aside in " + rejects.toAbsolutePath() + ": mend it");
        assertThat(imported(h2(), "", "--format", "csv", "--in", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is there from before: import it, mended");

        Files.writeString(rejects, Files.readString(rejects).replace("soon", "low"));
        assertThat(imported(h2(), "", "--format", "csv", "--in", rejects.toString()))
                .isZero();
        Files.delete(rejects);
        assertThat(imported(h2(), "", "--format", "csv", "--in", file.toString()))
                .isEqualTo(3);
        assertThat(out.toString()).contains("0 tickets stored, 2 were here before, 1 set aside");
        assertThat(exported(h2(), "--format", "jsonl", "--priority", "high")).isZero();
        assertThat(standardOut.toString(UTF_8))
                .hasLineCount(1)
                .contains("\"attributes\":{\"Order\":\"47\"}", "\"title\":\"Printer\"");
        try (TestDatabase database = new TestDatabase("", h2());
                TicketKit kit = TicketKit.builder()
                        .storage(JpaTicketStorage.managed(database.source()).build())
                        .build()) {
            assertThat(kit.as(Actor.staff("a")).search(TicketQuery.all()).items())
                    .hasSize(3)
                    .anyMatch(ticket -> ticket.description().equals("Black,\r\n\"dark\""));
        }
    }

    @Test
    void standardInputCanBeRead() {
        assertThat(imported(h2(), "title,description\nA,B\n", "--format", "csv"))
                .isZero();
        assertThat(imported(h2(), "name,description\nA,B\n", "--format", "csv")).isEqualTo(1);
        assertThat(err.toString()).contains("The first line names no columns title and description");
    }

    @ParameterizedTest
    @CsvSource({
        "--in nowhere.csv --format csv, --in nowhere.csv cannot be read: give a file.",
        "--format xml, Invalid value for option '--format'",
        "--max-line 0 --format csv, '--max-line must be 1 to 1000, not 0'",
        "--in x, Missing required option: '--format=F'",
    })
    void aWrongCommandLineIsRefusedBeforeAnythingIsOpened(String arguments, String message) {
        assertThat(imported("jdbc:nonsense", "", arguments.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString()).startsWith(message);
    }

    @Test
    void aTenantThatCannotBeIsRefused() {
        assertThat(exported(h2(), "--format", "jsonl", "--tenant", "-")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--tenant: A tenant has 1 to 64 characters");
        assertThat(imported(h2(), "title,description\nA,B\n", "--format", "csv", "--tenant", "-"))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--tenant: A tenant has 1 to 64 characters");
    }

    @Test
    void anExportThatCannotBeWrittenLeavesWhatWasThere() throws IOException {
        Path target = Files.createDirectory(folder.resolve("there"));
        Files.writeString(target.resolve("in it"), "x");

        assertThat(exported(h2(), "--format", "jsonl", "--out", target.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("The file cannot be written: ");
        assertThat(target.resolve("in it")).hasContent("x");
        assertThat(folder.resolve("there.part")).doesNotExist();
    }
}
