package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.TicketQuery;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.SettableClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SeedCommandTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T14:30:00Z"));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String url, String... arguments) {
        return new CommandLine(new SeedCommand(Map.of("TICKET_DB_URL", url)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void addsTicketsAndTellsHowMany(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("tickets");
        assertThat(run(url, "--tickets", "60", "--seed", "5")).isZero();
        assertThat(run(url, "--tickets", "40")).isZero();

        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        try (TicketKit kit = TicketKit.builder()
                .storage(JpaTicketStorage.managed(database).build())
                .build()) {
            assertThat(kit.as(Actor.staff("a")).count(TicketQuery.all())).isEqualTo(100);
        }
        assertThat(out.toString()).startsWith("60 tickets in ").hasLineCount(2);
        assertThat(err.toString()).contains("100%  60 of 60");
    }

    @ParameterizedTest
    @CsvSource({
        "--tickets 0, '--tickets must be 1 to 10000000, not 0'",
        "--tickets -3, '--tickets must be 1 to 10000000, not -3'",
        "--tickets 10000001, '--tickets must be 1 to 10000000, not 10000001'",
        "--tickets many, 'Invalid value for option ''--tickets'': ''many'' is not an int'",
        "--seed 1, Missing required option: '--tickets=N'",
        "--tickets 5 --seed x, 'Invalid value for option ''--seed'': ''x'' is not a long'",
    })
    void aWrongCommandLineIsRefusedBeforeAnythingIsOpened(String arguments, String message) {
        assertThat(run("jdbc:nonsense", arguments.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString().lines().findFirst()).contains(message);
        assertThat(err.toString()).contains("Usage: seed");
    }

    @Test
    void elsewhereThanOnATerminalThereIsALineAtEveryTenth() {
        ProgressBar bar = new ProgressBar(new PrintWriter(err), false, 1_000, clock);
        for (int done = 50; done <= 1_000; done += 50) {
            clock.advance(Duration.ofMillis(100));
            bar.at(done);
        }

        assertThat(err.toString().lines()).hasSize(10).first().isEqualTo(" 10%  100 of 1,000, 500/s, 2 s left");
    }

    @Test
    void onATerminalOneLineChanges() {
        ProgressBar bar = new ProgressBar(new PrintWriter(err), true, 1_000, clock);
        for (int done = 50; done <= 1_000; done += 50) {
            clock.advance(Duration.ofMillis(100));
            bar.at(done);
        }

        String[] shown = err.toString().split("\r", -1);
        assertThat(shown).hasSize(21);
        assertThat(shown[1]).startsWith("[#---").doesNotContain("\n");
        assertThat(shown[20]).startsWith("[####").endsWith(System.lineSeparator());
    }
}
