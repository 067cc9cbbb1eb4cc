package io.ticketkit.jpa.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all operations in all ways, in rounds, so that whatever else the machine does meets all alike; the first round warms up
 * and is dropped. First those that read, then those that write. In this process, because the database belongs to it. Writes
 * {@code jmh.json} and {@code bench.json} into {@code -Dbench.output}.
 */
public final class Main {
    private static final String SIZES = System.getProperty("bench.tickets", "10000");
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final double SECONDS = Double.parseDouble(System.getProperty("bench.seconds", "1"));
    private static final Pattern WANTED = Pattern.compile(System.getProperty("bench.operations", ".*"));
    private static final boolean H2 = System.getProperty("bench.database", "postgresql").equals("h2");
    private static final Path OUTPUT = Path.of(System.getProperty("bench.output", "target"));

    // JMH makes its objects itself, in this process
    private static @Nullable Operations current;
    private static int round;

    private final PrintStream out;
    private final List<RunResult> results = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();

    private Main(PrintStream out) {
        this.out = out;
    }

    static IntFunction<Object> operation(String name, String way) {
        return Objects.requireNonNull(Objects.requireNonNull(current).of(name, way));
    }

    /** Each round and way begins somewhere else, so that none finds what another has just read. */
    static int firstCall(String way) {
        return (round * Operations.WAYS.size() + Operations.WAYS.indexOf(way)) * 1_009;
    }

    /** Measures. */
    public static void main(String[] args) throws IOException, RunnerException {
        System.setProperty("jmh.ignoreLock", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new Main(out).run();
        System.exit(0); // whatever threads are left
    }

    private void run() throws IOException, RunnerException {
        out.println(Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        try (Server server = new Server(H2, out)) {
            for (String size : SIZES.split(",", -1)) {
                int tickets = Integer.parseInt(size.strip());
                try (Database database = server.filled(tickets)) {
                    measure(database, tickets);
                }
            }
        }
        Files.createDirectories(OUTPUT);
        try (PrintStream file = new PrintStream(OUTPUT.resolve("jmh.json").toFile(), StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);
        }
        String json = String.join(",\n", tables.stream().map(Table::json).toList());
        Files.writeString(OUTPUT.resolve("bench.json"), "{\n" + json + "\n}\n");
        out.println("all numbers: " + OUTPUT.resolve("bench.json") + ", " + OUTPUT.resolve("jmh.json"));
    }

    private void measure(Database database, int tickets) throws RunnerException {
        Map<String, Desk> desks = new LinkedHashMap<>();
        try {
            desks.put("raw", new RawDesk(database.again()));
            KitDesk kit = KitDesk.of(database.again(), KitDesk.ECLIPSELINK);
            desks.put("ticketkit", kit);
            desks.put("hibernate", KitDesk.of(database.again(), KitDesk.HIBERNATE));
            Workload workload = new Workload(database, tickets, kit.tickets(), out);
            Operations operations = new Operations(desks, workload, database);
            current = operations;
            Checks checks = new Checks(desks, workload, database, out);
            checks.reads();
            Table table = new Table((H2 ? "H2" : "PostgreSQL") + ", " + tickets + " tickets");
            tables.add(table);
            rounds(wanted(operations.reads("ticketkit")), table, tickets);
            List<String> writes = wanted(operations.writes("ticketkit"));
            if (!writes.isEmpty()) {
                checks.writes();
                rounds(writes, table, tickets);
            }
            table.print(out);
        } finally {
            desks.values().forEach(Desk::close);
        }
    }

    private static List<String> wanted(Map<String, ?> operations) {
        return operations.keySet().stream()
                .filter(name -> WANTED.matcher(name).find())
                .toList();
    }

    private void rounds(List<String> operations, Table table, int tickets) throws RunnerException {
        for (int i = 0; i <= ROUNDS; i++) {
            round++;
            for (String operation : operations) {
                for (int k = 0; k < Operations.WAYS.size(); k++) {
                    String way = Operations.WAYS.get((i + k) % Operations.WAYS.size());
                    if (Objects.requireNonNull(current).of(operation, way) != null) {
                        one(operation, way, i == 0 ? null : table, tickets);
                    }
                }
            }
        }
    }

    private void one(String operation, String way, @Nullable Table table, int tickets) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(Pattern.quote(StorageBenchmark.class.getName()) + "\\.call$")
                .param("tickets", Integer.toString(tickets))
                .param("operation", operation)
                .param("way", way)
                .forks(0)
                .threads(1)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds((long) (SECONDS * 1_000)))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        PrintStream console = System.out;
        Collection<RunResult> run;
        try {
            // it warns of every run that it is not in a process of its own
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
            run = new Runner(options).run();
        } finally {
            System.setOut(console);
        }
        if (table != null) {
            results.addAll(run);
            run.forEach(result -> table.add(operation, way, result));
        }
    }
}
