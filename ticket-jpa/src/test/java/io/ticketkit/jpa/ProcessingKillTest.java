package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ticketkit.Actor;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ExternalReference;
import io.ticketkit.FailureReason;
import io.ticketkit.PageRequest;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A helpdesk is processed end to end against a model that takes 800 ms, by a process that is killed ({@code kill -9}) twice
 * on the way and started again. The size: {@code -Dprocessing.tickets=5000}, {@code -Dprocessing.concurrency=64}.
 */
class ProcessingKillTest {
    private static final int TICKETS = Integer.getInteger("processing.tickets", 300);
    private static final int CONCURRENCY = Integer.getInteger("processing.concurrency", 32);
    private static final int KILLS = 2;
    private static final int LATENCY = 800;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The model and the helpdesk, which remember what they were asked. */
    private static final class Remote implements AutoCloseable {
        final Map<String, Integer> calls = new ConcurrentHashMap<>();
        final Map<String, Integer> notes = new ConcurrentHashMap<>();
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger answered = new AtomicInteger();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        Remote() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            server.setExecutor(threads);
            server.createContext("/model", this::model);
            server.createContext("/tickets", this::tickets);
            server.createContext("/note", this::note);
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private static String asked(HttpExchange exchange) {
            return exchange.getRequestURI().getQuery();
        }

        private static void answer(HttpExchange exchange, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        private void model(HttpExchange exchange) throws IOException {
            calls.merge(asked(exchange), 1, Integer::sum);
            begun.incrementAndGet();
            try {
                Thread.sleep(LATENCY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            answered.incrementAndGet();
            answer(exchange, "billing");
        }

        private void tickets(HttpExchange exchange) throws IOException {
            int end = Integer.parseInt(asked(exchange).split("-", -1)[1]);
            answer(exchange, Integer.toString(Math.min(end, TICKETS)));
        }

        private void note(HttpExchange exchange) throws IOException {
            notes.merge(asked(exchange), 1, Integer::sum);
            answer(exchange, "thanks");
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @TempDir
    private Path directory;

    private int started;
    /** How many calls were answered, and in how many seconds between the first and the last. */
    private final List<double[]> lives = new ArrayList<>();

    @Test
    void everyTicketIsDoneOnceWhateverIsKilled() throws Exception {
        try (TestDatabase database = TestDatabase.postgresql();
                JpaTicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build();
                Remote remote = new Remote()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int due = TICKETS * kill / (KILLS + 1);
                live(database.url(), remote, due);
            }
            live(database.url(), remote, Integer.MAX_VALUE);
            check(database, storage, remote);
        }
    }

    /** A process, until it ends or so many calls were begun. */
    private void live(String url, Remote remote, int killAt) throws Exception {
        int answeredBefore = remote.answered.get();
        int begunBefore = remote.begun.get();
        Process process = start(url, remote.address());
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> remote.begun.get() > begunBefore || !process.isAlive());
            long from = System.nanoTime();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> remote.begun.get() >= killAt
                            || (remote.calls.size() == TICKETS && remote.begun.get() == remote.answered.get())
                            || !process.isAlive());
            long end = System.nanoTime();
            lives.add(new double[] {remote.answered.get() - answeredBefore, (end - from) / 1e9});
            if (killAt < Integer.MAX_VALUE) {
                process.destroyForcibly();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } else {
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(process.exitValue()).as(() -> log(started)).isZero();
                assertThat(Files.readString(directory.resolve("out-" + started)))
                        .contains("ended done");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String url, String address) throws IOException {
        started++;
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProcessingNode.class.getName(),
                        url,
                        address,
                        Integer.toString(CONCURRENCY))
                .redirectError(directory.resolve("log-" + started).toFile())
                .redirectOutput(directory.resolve("out-" + started).toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private String log(int process) {
        try {
            return Files.readString(directory.resolve("log-" + process));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void check(TestDatabase database, JpaTicketStorage storage, Remote remote) throws Exception {
        // closing the kit would close the storage
        TicketService tickets = TicketKit.builder().storage(storage).build().as(Actor.system("check"));
        ProcessingProgress done =
                tickets.processor().progress(ProcessingNode.JOB).orElseThrow();
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(TICKETS);
        assertThat(done.read()).isEqualTo(TICKETS);
        assertThat(tickets.count(TicketQuery.all())).isEqualTo(TICKETS);
        assertThat(tickets.count(TicketQuery.builder().categories("billing").build()))
                .isEqualTo(TICKETS);

        // repeated calls only where a kill explains them
        assertThat(remote.calls).hasSize(TICKETS);
        Map<String, Integer> lost = new HashMap<>();
        int known = 0;
        for (int i = 0; i < TICKETS; i++) {
            Ticket ticket = tickets.processor()
                    .find(new ExternalReference(ProcessingNode.SYSTEM, "h-" + i))
                    .orElseThrow();
            List<ClassificationRun> runs = tickets.runs().ofTicket(ticket.id(), PageRequest.first()).items().stream()
                    .filter(run -> run.source() == Source.LLM)
                    .toList();
            long answers = runs.stream().filter(run -> run.failure().isEmpty()).count();
            long orphans = runs.stream()
                    .filter(run ->
                            run.failure().filter(FailureReason.LOST::equals).isPresent())
                    .count();
            assertThat(answers).as("answers about %s", ticket.title()).isEqualTo(1);
            assertThat(runs).hasSize((int) (answers + orphans));
            assertThat(remote.calls.get(ticket.title()))
                    .as("calls about %s", ticket.title())
                    .isBetween(1, (int) (answers + orphans));
            known++;
            if (orphans > 0) {
                lost.put(ticket.title(), (int) orphans);
            }
        }
        int orphans = lost.values().stream().mapToInt(Integer::intValue).sum();
        int repeated = remote.begun.get() - TICKETS;
        // while some are asked about, as many others are being stored
        assertThat(orphans).isLessThanOrEqualTo(KILLS * 2 * CONCURRENCY);
        assertThat(repeated).isBetween(0, orphans);
        assertThat(done.lost()).isEqualTo(orphans);
        assertThat(done.unknownCosts()).isEqualTo(orphans);

        // the cost is the sum of the runs
        BigDecimal cost = new BigDecimal(ProcessingNode.PRICE).multiply(BigDecimal.valueOf(known));
        assertThat(done.cost()).isEqualByComparingTo(cost);
        assertThat(new BigDecimal(Objects.requireNonNull(database.value("select sum(cost) from ticket_run"))))
                .isEqualByComparingTo(cost);

        // one note for each ticket, and again only with the same key, where a kill explains that
        assertThat(remote.notes).hasSize(TICKETS);
        int notes = remote.notes.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(notes - TICKETS).isBetween(0, KILLS * 2 * CONCURRENCY);
        print(repeated, orphans, notes - TICKETS, cost);
    }

    private void print(int repeated, int orphans, int notes, BigDecimal cost) {
        double answered = lives.stream().mapToDouble(life -> life[0]).sum();
        double seconds = lives.stream().mapToDouble(life -> life[1]).sum();
        double possible = CONCURRENCY * seconds * 1_000 / LATENCY;
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
                100 * answered / possible);
    }
}
