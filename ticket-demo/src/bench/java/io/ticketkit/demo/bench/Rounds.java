package io.ticketkit.demo.bench;

import io.ticketkit.demo.bench.Machine.Ticks;
import io.ticketkit.demo.bench.Operation.Request;
import io.ticketkit.demo.testing.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Clients that all do one thing for some seconds. */
final class Rounds implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int CREATED = 201;

    private final Nodes nodes;
    private final List<Client> clients = new ArrayList<>();
    private final LongAdder created = new LongAdder();

    Rounds(Nodes nodes, int count) throws IOException {
        this.nodes = nodes;
        for (int i = 0; i < count; i++) {
            clients.add(new Client(i, nodes.connect(i)));
        }
    }

    /**
     * What came of one round of one operation.
     *
     * @param problem what the first wrong answer was; null when all were right
     * @param demoCpu seconds of a core that the demo had, likewise
     * @param clientCpu the clients
     * @param otherCpu everybody else: the database, mostly
     */
    record Run(
            double perSecond,
            Times times,
            int errors,
            @Nullable String problem,
            double demoCpu,
            double clientCpu,
            double otherCpu) {}

    Run run(Operation operation, double seconds) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<Tally>> tasks = clients.stream()
                .map(client -> new FutureTask<>(() -> {
                    go.await();
                    return client.work(operation, seconds);
                }))
                .toList();
        tasks.forEach(task -> new Thread(task).start());
        Ticks ticks = Ticks.now();
        Duration demoCpu = nodes.cpu();
        Duration ownCpu = ownCpu();
        long start = System.nanoTime();
        go.countDown();
        List<Tally> tallies = new ArrayList<>();
        for (FutureTask<Tally> task : tasks) {
            tallies.add(result(task));
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        double demoSeconds = seconds(nodes.cpu().minus(demoCpu));
        double ownSeconds = seconds(ownCpu().minus(ownCpu));
        double others = Ticks.now().since(ticks).busySeconds() - demoSeconds - ownSeconds;
        Times times = Times.together(tallies.stream().map(Tally::times).toList());
        return new Run(
                times.count() / elapsed,
                times,
                tallies.stream().mapToInt(tally -> tally.errors).sum(),
                tallies.stream()
                        .flatMap(tally -> Stream.ofNullable(tally.problem))
                        .findFirst()
                        .orElse(null),
                demoSeconds,
                ownSeconds,
                Math.max(0, others));
    }

    /** How many answers said that a ticket was made. */
    long created() {
        return created.sum();
    }

    private static Tally result(FutureTask<Tally> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.line.close();
        }
    }

    private static final class Tally {
        private int[] micros = new int[1 << 12];
        private int count;
        private int errors;
        private @Nullable String problem;

        void add(long nanos) {
            micros = count < micros.length ? micros : Arrays.copyOf(micros, count * 2);
            micros[count++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1000);
        }

        void fail(String what) {
            errors++;
            problem = problem == null ? what : problem;
        }

        Times times() {
            return Times.ofMicros(micros, count);
        }
    }

    private final class Client {
        private final int number;
        private final Random random;
        private Line line;

        Client(int number, Line line) {
            this.number = number;
            this.random = new Random(number);
            this.line = line;
        }

        /** The last answer is looked at as a whole; of all others only status and length are, which costs nothing. */
        Tally work(Operation operation, double seconds) throws IOException {
            Tally tally = new Tally();
            Request request;
            long end = System.nanoTime() + (long) (seconds * 1e9);
            do {
                request = operation.requests().next(number, random);
                exchange(request, tally);
            } while (System.nanoTime() < end);
            if (tally.errors == 0 && !request.isRight().test(MAPPER.readTree(line.body()))) {
                tally.fail("not what was asked for: " + line.body());
            }
            return tally;
        }

        private void exchange(Request request, Tally tally) throws IOException {
            long start = System.nanoTime();
            int status;
            try {
                status = line.exchange(request.bytes());
            } catch (IOException e) {
                tally.fail(e.toString());
                line.close();
                line = nodes.connect(number);
                return;
            }
            tally.add(System.nanoTime() - start);
            if (status == CREATED) {
                created.increment();
            }
            if (status != request.status() || line.bodyLength() < request.leastLength()) {
                tally.fail(line.head() + line.body());
            }
        }
    }
}
