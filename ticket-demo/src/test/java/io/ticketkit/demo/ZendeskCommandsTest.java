package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.demo.testing.ZendeskServer;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ZendeskCommandsTest {
    private final ZendeskServer zendesk = new ZendeskServer();
    private final StringWriter out = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void stop() {
        zendesk.close();
    }

    /** A command that takes the options. */
    @Command(name = "processing")
    private static final class Processing implements Runnable {
        @Mixin
        private ZendeskOptions options = new ZendeskOptions();

        @Override
        public void run() {}

        static Optional<ZendeskOptions.Work> work(Map<String, String> settings, String... arguments) {
            Processing command = new Processing();
            new CommandLine(command).parseArgs(arguments);
            return command.options.work(Settings.of(settings));
        }
    }

    private int test(Map<String, String> settings) {
        return new CommandLine(new ZendeskTestCommand(settings))
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler((e, command, arguments) -> {
                    out.write(String.valueOf(e.getMessage()));
                    return CommandLine.ExitCode.USAGE;
                })
                .execute();
    }

    @Test
    void saysWhatWorks() {
        assertThat(test(zendesk.settings())).isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("ok      "))
                .last()
                .isEqualTo("ok      Tickets can be searched and read.");
    }

    @Test
    void saysWhatDoesNot() {
        Map<String, String> wrong = new HashMap<>(zendesk.settings());
        wrong.put("TICKET_ZENDESK_TOKEN", "other-geheim");
        assertThat(test(wrong)).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED  The login is not accepted").doesNotContain("geheim");
    }

    @Test
    void whoHasNoneIsToldWhatToSet() {
        assertThat(test(Map.of())).isEqualTo(2);
        assertThat(out.toString()).startsWith("TICKET_ZENDESK_URL is missing").hasLineCount(1);
    }

    @Test
    void aSearchAndChangesAreJobsOfTheirOwn() {
        zendesk.addMany(4);
        try (TicketKit kit =
                        TicketKit.builder().storage(new InMemoryTicketStorage()).build();
                ZendeskOptions.Work search = Processing.work(
                                zendesk.settings(), "--zendesk-search", "Problem 1", "--no-write-back")
                        .orElseThrow();
                ZendeskOptions.Work changes = Processing.work(zendesk.settings(), "--zendesk-since", "2025-01-01")
                        .orElseThrow()) {
            assertThat(search.sink()).isEmpty();
            assertThat(search.job()).matches("zendesk\\.127\\.0\\.0\\.1-search-[0-9a-f]+");
            assertThat(changes.job()).isEqualTo("zendesk.127.0.0.1-since-2025-01-01");
            for (ZendeskOptions.Work work : new ZendeskOptions.Work[] {search, changes}) {
                ProcessingOptions options = ProcessingOptions.builder()
                        .sink(work.sink().orElse(null))
                        .build();
                kit.as(Actor.staff("demo"))
                        .processor()
                        .job(work.job(), work.input(), options)
                        .run();
            }
        }
        assertThat(zendesk.ticket(1).notes()).hasSize(1);
        assertThat(zendesk.ticket(4).notes()).hasSize(1);
    }

    private int process(String... arguments) {
        return process(zendesk.settings(), arguments);
    }

    private int process(Map<String, String> settings, String... arguments) {
        out.getBuffer().setLength(0);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("TICKET_DB_URL", "jdbc:h2:file:" + folder.resolve("tickets"));
        environment.put("TICKET_LEARNING_SECONDS", "0");
        return new CommandLine(new ProcessCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments);
    }

    @Test
    void processTakesThemInAndWritesBack() {
        zendesk.addMany(30);
        assertThat(process("--zendesk-search", "Problem 2", "--no-write-back")).isZero();
        assertThat(out.toString()).contains("Done");
        assertThat(zendesk.requests()).noneMatch(request -> request.startsWith("PUT"));

        assertThat(process("--zendesk-since", "2025-01-01")).isZero();
        assertThat(zendesk.ticket(30).tags()).contains("category_billing");
        assertThat(zendesk.ticket(2).notes()).hasSize(1);
        int writes = writes();
        zendesk.add("Another", "I was charged twice.");
        assertThat(process("--zendesk-since", "2025-01-01")).isZero();
        assertThat(writes()).isEqualTo(writes + 2);

        assertThat(process("--zendesk-since", "2025-01-01", "--anew")).isZero();
        assertThat(zendesk.ticket(2).notes()).hasSize(1);
        assertThat(writes()).isEqualTo(writes + 2);
    }

    @Test
    void aSandboxAndTheRealOneAreReadEachForItself() {
        zendesk.addMany(3);
        assertThat(process("--zendesk-since", "2025-01-01")).isZero();
        try (ZendeskServer other = new ZendeskServer()) {
            other.addMany(5);
            Map<String, String> elsewhere = new HashMap<>(other.settings());
            // another name, and so another account
            elsewhere.computeIfPresent("TICKET_ZENDESK_URL", (name, url) -> url.replace("127.0.0.1", "localhost"));
            assertThat(process(elsewhere, "--zendesk-since", "2025-01-01")).isZero();
            assertThat(out.toString()).contains("Done");
            assertThat(other.ticket(5).notes()).hasSize(1);
        }
    }

    @Test
    void todayIsADayThatMayHaveJustBegun() {
        assertThat(process("--zendesk-since", LocalDate.now(ZoneOffset.UTC).toString()))
                .isZero();
    }

    private int writes() {
        return (int) zendesk.requests().stream()
                .filter(request -> request.startsWith("PUT"))
                .count();
    }

    @Test
    void filtersAreForStoredTickets() {
        assertThat(process("--zendesk-since", "2025-01-01", "--status", "open")).isEqualTo(2);
        assertThat(out.toString()).startsWith("No language model").contains("The filters are for stored tickets");
        assertThat(zendesk.requests()).isEmpty();
    }

    @Test
    void withoutOptionsThereIsNothingToDo() {
        assertThat(Processing.work(Map.of())).isEmpty();
        assertThatThrownBy(() -> Processing.work(Map.of(), "--zendesk-search", "*"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("TICKET_ZENDESK_URL is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--zendesk-search=* --zendesk-since=2025-01-01",
                "--zendesk-search=",
                "--zendesk-search=type:ticket",
                "--zendesk-search=is:\tTYPE:ticket",
                "--zendesk-since=9999-01-01",
                "--zendesk-since=yesterday",
                "--no-write-back"
            })
    void aWrongCommandLineIsRefused(String arguments) {
        assertThatThrownBy(() -> Processing.work(zendesk.settings(), arguments.split(" ", -1)))
                .isInstanceOf(ParameterException.class);
    }
}
