package io.ticketkit.demo.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ExternalReference;
import io.ticketkit.FailureReason;
import io.ticketkit.PageRequest;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.RunUsage;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TrendRange;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A helpdesk is processed end to end against a model that takes 800 ms, by a process that is killed ({@code kill -9}) twice
 * on the way and started again. The size: {@code -Dprocessing.tickets=5000}, {@code -Dprocessing.concurrency=32}; from 2,000
 * tickets on it fails where less than nine tenths of what the concurrency allows are done in the time.
 */
@Tag("long")
class ProcessingKillTest {
    private static final int TICKETS = Integer.getInteger("processing.tickets", 150);
    private static final int CONCURRENCY = Integer.getInteger("processing.concurrency", 16);
    private static final int ENOUGH_TO_MEASURE = 2_000;
    private static final int KILLS = 2;
    private static final int LATENCY = 800;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** From the first call of a process to its last answer or its end. */
    private record Life(int answered, double seconds) {}

    private final List<Life> lives = new ArrayList<>();
    private int started;

    @TempDir
    private Path directory;

    @Test
    void everyTicketIsDoneOnceWhateverIsKilled() throws Exception {
        try (TestDatabase database = TestDatabase.postgresql();
                Helpdesk helpdesk = new Helpdesk(TICKETS, LATENCY)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                live(database.url(), helpdesk, TICKETS * kill / (KILLS + 1));
            }
            live(database.url(), helpdesk, Integer.MAX_VALUE);
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(database.url());
            try (TicketKit kit = TicketKit.builder()
                    .storage(JpaTicketStorage.managed(source).build())
                    .build()) {
                check(kit.as(Actor.system("check")), helpdesk);
            }
        }
    }

    /** A process, until it ends or so many calls were begun. */
    private void live(String url, Helpdesk helpdesk, int killAt) throws Exception {
        // what a killed one asked is not what the next one was answered
        Awaitility.await().atMost(PATIENCE).until(() -> helpdesk.begun.get() == helpdesk.answered.get());
        int before = helpdesk.begun.get();
        Process process = start(url, helpdesk.address());
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> helpdesk.begun.get() > before || !process.isAlive());
            long from = System.nanoTime();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> helpdesk.begun.get() >= killAt
                            || (helpdesk.calls.size() == TICKETS && helpdesk.begun.get() == helpdesk.answered.get())
                            || !process.isAlive());
            lives.add(new Life(helpdesk.answered.get() - before, (System.nanoTime() - from) / 1e9));
            if (killAt < Integer.MAX_VALUE) {
                process.destroyForcibly();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } else {
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(process.exitValue()).as(() -> read("log")).isZero();
                assertThat(read("out")).contains("ended done");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String url, String address) throws IOException {
        started++;
        Path prices = Files.writeString(directory.resolve("prices.json"), ModelServer.PRICES);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProcessingNode.class.getName(),
                        url,
                        address,
                        Integer.toString(CONCURRENCY),
                        prices.toString())
                .redirectError(directory.resolve("log-" + started).toFile())
                .redirectOutput(directory.resolve("out-" + started).toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private String read(String what) {
        try {
            return Files.readString(directory.resolve(what + "-" + started));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void check(TicketService tickets, Helpdesk helpdesk) {
        ProcessingProgress done =
                tickets.processor().progress(ProcessingNode.JOB).orElseThrow();
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(List.of(done.done(), done.read())).containsOnly((long) TICKETS);
        assertThat(tickets.count(TicketQuery.all())).isEqualTo(TICKETS);
        assertThat(tickets.count(TicketQuery.builder().categories("account").build()))
                .isEqualTo(TICKETS);

        assertThat(helpdesk.calls).hasSize(TICKETS);
        int orphans = 0;
        for (int i = 0; i < TICKETS; i++) {
            orphans += orphansOf(tickets, helpdesk, i);
        }
        int repeated = helpdesk.begun.get() - TICKETS;
        // while some are asked about, as many others are being stored
        assertThat(orphans).isLessThanOrEqualTo(KILLS * 2 * CONCURRENCY);
        assertThat(repeated).isBetween(0, orphans);
        assertThat(List.of(done.lost(), done.unknownCosts())).containsOnly((long) orphans);

        BigDecimal cost = new BigDecimal(ModelServer.COST).multiply(BigDecimal.valueOf(TICKETS));
        assertThat(done.cost()).isEqualByComparingTo(cost);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<RunUsage> usage =
                tickets.runs().usage(TrendRange.days(today.minusDays(1), today.plusDays(1), ZoneOffset.UTC));
        assertThat(usage.stream().map(RunUsage::cost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(cost);
        assertThat(usage.stream().mapToLong(RunUsage::unknownCosts).sum()).isEqualTo(orphans);

        // one note for each ticket: whoever gets it again knows it by its key
        assertThat(helpdesk.notes).hasSize(TICKETS);
        assertThat(helpdesk.notes.values()).allSatisfy(keys -> assertThat(keys).hasSize(1));
        // where the model was less sure than the words, what they said stays
        assertThat(helpdesk.tags.values())
                .containsOnly("[\"category_account\",\"priority_low\",\"sentiment_neutral\"]");
        int again = helpdesk.notes.values().stream()
                        .map(Map::values)
                        .mapToInt(counts ->
                                counts.stream().mapToInt(Integer::intValue).sum())
                        .sum()
                - TICKETS;
        assertThat(again).isBetween(0, KILLS * 2 * CONCURRENCY);
        throughput(repeated, orphans, again, cost);
    }

    /** Repeated calls only where a kill explains them. */
    private static int orphansOf(TicketService tickets, Helpdesk helpdesk, int number) {
        Ticket ticket = tickets.processor()
                .find(new ExternalReference(ProcessingNode.SYSTEM, "h-" + number))
                .orElseThrow();
        assertThat(ticket.title()).isEqualTo(Helpdesk.title(number));
        List<ClassificationRun> runs = tickets.runs().ofTicket(ticket.id(), PageRequest.first()).items().stream()
                .filter(run -> run.source() == Source.LLM)
                .toList();
        long answers = runs.stream().filter(run -> run.failure().isEmpty()).count();
        long orphans = runs.stream()
                .filter(run -> run.failure().filter(FailureReason.LOST::equals).isPresent())
                .count();
        assertThat(answers).as("answers about %s", number).isEqualTo(1);
        assertThat(runs).hasSize((int) (answers + orphans));
        assertThat(helpdesk.calls.get(number)).as("calls about %s", number).isBetween(1, (int) (answers + orphans));
        return (int) orphans;
    }

    private void throughput(int repeated, int orphans, int notes, BigDecimal cost) {
        double answered = lives.stream().mapToInt(Life::answered).sum();
        double seconds = lives.stream().mapToDouble(Life::seconds).sum();
        double share = answered * LATENCY / (CONCURRENCY * seconds * 1_000);
        System.out.printf(
                Locale.ROOT,
                "kill -9: %d tickets, %d at a time, %d kills: %d calls repeated, %d lost runs, %d notes repeated, cost %s,"
                        + " %.0f answers in %.1f s of work, %.1f a second, %.1f %% of what the concurrency allows%n",
                TICKETS,
                CONCURRENCY,
                KILLS,
                repeated,
                orphans,
                notes,
                cost.toPlainString(),
                answered,
                seconds,
                answered / seconds,
                100 * share);
        if (TICKETS >= ENOUGH_TO_MEASURE) {
            assertThat(share).isGreaterThan(0.9);
        }
    }
}
