package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.TicketId;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of one of two processes that deliver from one PostgreSQL, several times in mid-delivery. On H2 two
 * processes cannot have one database. The size: {@code -Doutbox.events=10000}, {@code -Doutbox.kills=8}.
 */
class OutboxKillTest {
    private static final int EVENTS = Integer.getInteger("outbox.events", 10_000);
    private static final int KILLS = Integer.getInteger("outbox.kills", 4);
    private static final int EACH = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** That a process handled an event. */
    private record Handled(long ticket, long number, String process, int attempt) {
        static Handled of(String line) {
            String[] parts = line.split(" ", -1);
            return new Handled(
                    Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2], Integer.parseInt(parts[3]));
        }
    }

    @TempDir
    private Path directory;

    private final List<Process> running = new ArrayList<>();
    private int started;

    @Test
    void nothingIsLostTheOrderIsKeptAndOnlyWhoWasKilledIsRepeated() throws Exception {
        Path journal = Files.createFile(directory.resolve("journal"));
        Set<String> killed = new HashSet<>();
        try (TestDatabase database = TestDatabase.postgresql();
                JpaTicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            List<TicketId> tickets = WaitingEvents.store(storage, DeliveringNode.HANDLER, EVENTS / EACH, EACH);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                names.add(start(database.url(), journal));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                long due = (long) EVENTS * kill / (KILLS + 1);
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(2))
                        .atMost(PATIENCE)
                        .until(() -> lines(journal).size() >= due);
                killed.add(names.remove(0));
                kill(running.remove(0));
                names.add(start(database.url(), journal));
            }
            awaitEmpty(storage);
            for (Process process : running) {
                process.getOutputStream().close();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
            List<Handled> all = lines(journal).stream().map(Handled::of).toList();
            assertNothingLostAndInOrder(tickets, all);
            int repeated = repeatedOnlyAfter(killed, all);
            assertThat(repeated).isLessThanOrEqualTo(DeliveringNode.BATCH * KILLS);
            System.out.println("kill -9: " + EVENTS + " events, " + KILLS + " kills, " + repeated + " repeated");
        } finally {
            running.forEach(Process::destroyForcibly);
        }
    }

    private String start(String url, Path journal) throws IOException {
        String name = "node-" + ++started;
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeliveringNode.class.getName(),
                        url,
                        journal.toString(),
                        name)
                .redirectError(directory.resolve(name + ".log").toFile())
                .start();
        running.add(process);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        String line;
        do {
            line = process.inputReader().readLine();
        } while (line != null && !line.startsWith("ready"));
        assertThat(line).as(() -> log(name)).isNotNull();
        return name;
    }

    private String log(String name) {
        try {
            return Files.readString(directory.resolve(name + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void kill(Process process) throws InterruptedException {
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitEmpty(JpaTicketStorage storage) {
        // a view on what waits; closing the kit would close the storage
        TicketKit watching = TicketKit.builder()
                .storage(storage)
                .outbox(Outbox.to(new NamedHandler(DeliveringNode.HANDLER)))
                .build();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> watching.outbox().backlog().stream()
                        .allMatch(backlog -> backlog.waiting() + backlog.held() + backlog.dead() == 0));
    }

    private static List<String> lines(Path journal) throws IOException {
        String all = Files.readString(journal, StandardCharsets.UTF_8);
        // one that is being written has no end yet
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    }

    private static void assertNothingLostAndInOrder(List<TicketId> tickets, List<Handled> all) {
        Map<Long, List<Long>> numbers = new HashMap<>();
        all.forEach(handled -> numbers.computeIfAbsent(handled.ticket(), id -> new ArrayList<>())
                .add(handled.number()));
        List<Long> expected = LongStream.rangeClosed(1, EACH).boxed().toList();
        assertThat(numbers).hasSize(tickets.size());
        // what is repeated is repeated before the next one begins
        assertThat(numbers.values())
                .allSatisfy(some -> assertThat(some).isSorted())
                .allSatisfy(
                        some -> assertThat(some.stream().distinct().toList()).isEqualTo(expected));
    }

    /** Whoever handled an event that was handled again later was killed. */
    private static int repeatedOnlyAfter(Set<String> killed, List<Handled> all) {
        Map<List<Long>, Handled> last = new HashMap<>();
        int repeated = 0;
        for (Handled handled : all) {
            Handled before = last.put(List.of(handled.ticket(), handled.number()), handled);
            if (before != null) {
                repeated++;
                assertThat(killed).contains(before.process());
                assertThat(handled.attempt()).isGreaterThan(before.attempt());
            }
        }
        return repeated;
    }
}
