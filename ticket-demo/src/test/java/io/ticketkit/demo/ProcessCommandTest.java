package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProcessCommandTest {
    private static final int SIGINT_STATUS = 128 + 2;

    private final ModelServer model = new ModelServer().completes(ModelServer.VERDICT);
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void settings() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.json"), ModelServer.PRICES);
        environment.putAll(Map.of(
                "TICKET_DB_URL", "jdbc:h2:file:" + folder.resolve("tickets"),
                "TICKET_LEARNING_SECONDS", "0",
                "TICKET_LLM_PROVIDER", "openai",
                "TICKET_LLM_API_KEY", "sk-test",
                "TICKET_LLM_BASE_URL", model.url() + "/v1",
                "TICKET_LLM_MODEL", "test-model",
                "TICKET_LLM_TIMEOUT_SECONDS", "20",
                "TICKET_LLM_PRICES", prices.toString()));
    }

    @AfterEach
    void close() {
        model.close();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new ProcessCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private <T> T with(Function<TicketService, T> work) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(environment.get("TICKET_DB_URL"));
        try (TicketKit kit = TicketKit.builder()
                .storage(JpaTicketStorage.managed(database).build())
                .build()) {
            return work.apply(kit.as(Actor.staff("agent-1")));
        }
    }

    /** Every third has the tag vip. */
    private List<Ticket> submit(int count) {
        return with(tickets -> IntStream.rangeClosed(1, count)
                .mapToObj(number -> tickets.submit(
                        TicketDraft.of("Ticket " + number, "Please refund payment number " + number + ".").toBuilder()
                                .tags(number % 3 == 0 ? List.of("vip") : List.of())
                                .build()))
                .toList());
    }

    private long inAccount() {
        return with(tickets ->
                tickets.count(TicketQuery.builder().categories("account").build()));
    }

    @Test
    void classifiesWhatTheFilterSaysAndTellsWhatCameOfIt() {
        submit(12);

        assertThat(run("--tag", "vip", "--status", "open,resolved", "--created-before", "2999-01-01"))
                .as(err.toString())
                .isZero();

        assertThat(model.requests()).hasSize(4);
        assertThat(inAccount()).isEqualTo(4);
        assertThat(out.toString().lines().findFirst().orElseThrow())
                .startsWith("Done: 4 tickets, 4 classified, 0 set aside, in ");
        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "category: account 4", "decided by: llm 4", "took suggested values in 4", "cost: 0.00108 USD");
        assertThat(err.toString()).contains("100%  4 of 4");
    }

    @Test
    void whatWasBegunGoesOnAndWhatIsDoneBeginsAnew() {
        submit(12);

        assertThat(run("--limit", "5", "--concurrency", "2")).isZero();
        assertThat(out.toString()).contains("Ended early: 5 tickets").contains("The same command goes on");
        assertThat(model.requests()).hasSize(5);

        assertThat(run("--concurrency", "2")).isZero();
        assertThat(err.toString()).contains("Going on: 5 are finished already.").contains("100%  7 of 7");
        assertThat(out.toString()).contains("Done: 12 tickets").contains("cost: 0.00324 USD");
        assertThat(model.requests()).hasSize(12);

        assertThat(run("--limit", "3")).isZero();
        assertThat(model.requests()).hasSize(15);
        assertThat(run("--limit", "2", "--anew")).isZero();
        assertThat(err.toString()).doesNotContain("Going on");
        assertThat(out.toString()).contains("Ended early: 2 tickets");
        assertThat(model.requests()).hasSize(17);
    }

    @Test
    void aDryRunStoresNothing() {
        submit(6);

        assertThat(run("--dry-run")).isZero();

        assertThat(out.toString())
                .contains("Done: 6 tickets would be processed")
                .contains("category: account 6")
                .contains("would take suggested values in 6")
                .contains("cost: 0.00162 USD");
        assertThat(inAccount()).isZero();
        assertThat(run("--dry-run", "--limit", "2")).isZero();
        assertThat(out.toString()).contains("Ended early: 2 tickets").contains("Nothing was stored.");
    }

    @Test
    void withoutTheModelWordsDecide() {
        submit(3);
        model.says(500, "{}");

        assertThat(run()).isZero();

        assertThat(out.toString()).contains("Done: 3 tickets, 3 classified").contains("decided by: keyword 3");
        environment.put("TICKET_LLM_PROVIDER", "offline");
        assertThat(run()).isZero();
        assertThat(err.toString())
                .contains("No language model is set up (TICKET_LLM_PROVIDER, or on the page): words decide.");
        assertThat(run("--search", "nobody wrote this")).isZero();
        assertThat(out.toString()).isEqualTo("No ticket matches." + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--limit 0 | --limit must be 1 or more, not 0",
                "--limit some | Invalid value for option '--limit': 'some' is not a long",
                "--concurrency 0 | --concurrency must be 1 to 32, not 0",
                "--concurrency 33 | --concurrency must be 1 to 32, not 33",
                "--status open,bogus | --status: \"bogus\" is none of open, in_progress, resolved, closed",
                "--priority urgent | --priority: \"urgent\" is none of low, medium, high, critical",
                "--sentiment sad | --sentiment: \"sad\" is none of calm, neutral, frustrated, angry",
                "--bogus | Unknown option: '--bogus'",
            })
    void aWrongCommandLineIsRefusedBeforeAnythingIsOpened(String arguments, String message) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(folder.resolve("tickets.mv.db")).doesNotExist();

        assertThat(err.toString().lines()).contains(message);
        assertThat(err.toString()).contains("Usage: process");
    }

    @Test
    void aWrongCategoryIsRefused() {
        assertThat(run("--category", "sales")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--category: \"sales\" is none of billing, technical, account, general");
    }

    @Test
    void aWrongDateOrTextNamesItsOption() {
        assertThat(run("--created-after", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("'--created-after'");
        assertThat(run("--tag", "x".repeat(1000))).isEqualTo(2);
        assertThat(err.toString()).startsWith("--tag: ");
    }

    @Test
    void interruptedItFinishesWhatIsUnderWayAndSaysHowToGoOn() throws Exception {
        submit(30);
        model.takes(Duration.ofMillis(200));
        Path told = folder.resolve("told");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                DemoApplication.class.getName(),
                "process",
                "--concurrency",
                "2");
        builder.environment().keySet().removeIf(name -> name.startsWith("TICKET_") || name.equals("DATABASE_URL"));
        builder.environment().putAll(environment);
        Process process = builder.redirectError(folder.resolve("log").toFile())
                .redirectOutput(told.toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> model.requests().size() >= 4 || !process.isAlive());
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(SIGINT_STATUS);
        assertThat(Files.readString(folder.resolve("log"), StandardCharsets.UTF_8))
                .contains("Stopping: ");
        assertThat(Files.readString(told, StandardCharsets.UTF_8))
                .contains("Ended early: ")
                .contains("The same command goes on where this one ended");
        int asked = model.requests().size();
        assertThat(asked).isLessThan(30);
        assertThat(inAccount()).isEqualTo(asked);

        model.takes(Duration.ZERO);
        assertThat(run()).isZero();
        assertThat(err.toString()).contains("Going on: " + asked + " are finished already.");
        assertThat(model.requests()).hasSize(30);
        assertThat(inAccount()).isEqualTo(30);
    }
}
