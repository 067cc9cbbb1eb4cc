package io.ticketkit.demo.bench;

import io.ticketkit.demo.bench.Rounds.Run;
import io.ticketkit.demo.testing.Spread;
import io.ticketkit.demo.testing.Times;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found, as a table and as JSON. */
final class Report {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String REFERENCE = "a comparable Django REST service, measured on another run/machine: two cores,"
            + " PostgreSQL 15, fsync on, 16 clients";

    private final ObjectNode json = MAPPER.createObjectNode();
    private final Map<Operation, List<Run>> runs = new LinkedHashMap<>();
    private final PrintStream out;
    private boolean lost;

    Report(PrintStream out) {
        this.out = out;
        json.put("reference", REFERENCE);
    }

    /** A fact that explains figures. */
    void tell(String name, String fact) {
        json.put(name, fact);
        out.println(name + ": " + fact);
    }

    /** What the process of the demo has of the machine's memory at some moment. */
    void footprint(String when, Nodes nodes) {
        long live = nodes.most(DemoJar::liveMegabytes);
        long resident = nodes.most(DemoJar::residentMegabytes);
        json.withArray("/memory")
                .addObject()
                .put("when", when)
                .put("live_heap_mb", live)
                .put("resident_mb", resident);
        out.println("memory, " + when + ": " + live + " MB live on the heap, " + resident + " MB resident");
    }

    void add(Operation operation, Run run) {
        runs.computeIfAbsent(operation, o -> new ArrayList<>()).add(run);
        out.printf(
                Locale.ROOT,
                "  %-24s %10.1f/s  p50 %.1f  p99 %.1f ms%s%n",
                operation.name(),
                run.perSecond(),
                run.times().millis(0.5),
                run.times().millis(0.99),
                run.errors() == 0 ? "" : "  " + run.errors() + " ERRORS: " + run.problem());
    }

    void starts(StartTimes.Found found) {
        ObjectNode starts = json.putObject("start_to_first_answer_seconds");
        starts.setAll(Map.of("without_archive", spread(found.without()), "with_archive", spread(found.with())));
        out.println("start to first answer, s, median (fastest..slowest): without a class-data archive "
                + shown(found.without(), "%.2f") + ", with one " + shown(found.with(), "%.2f"));
    }

    /** What was acknowledged must be there, and nothing else. */
    void stored(long acknowledged, long stored) {
        tell("tickets_made", acknowledged + " acknowledged, " + stored + " more in the database");
        lost = acknowledged != stored;
    }

    boolean hasErrors() {
        return lost || runs.values().stream().flatMap(List::stream).anyMatch(run -> run.errors() > 0);
    }

    /** Prints the table; writes all there is. */
    void finish(Path file) {
        out.printf(
                Locale.ROOT,
                "%n%-24s %29s %7s %7s %7s %8s %7s %23s %9s %8s%n",
                "",
                "requests/s",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "max ms",
                "errors",
                "CPU ms demo/client/rest",
                "Django/s",
                "ratio");
        ArrayNode operations = json.putArray("operations");
        runs.forEach((operation, all) -> line(operation, all, operations.addObject()));
        out.println("requests/s: median (least..most) of the rounds; times: of all requests of all rounds; CPU: by request"
                + "; Django: " + REFERENCE);
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
        out.println("all of it: " + file);
    }

    private void line(Operation operation, List<Run> all, ObjectNode node) {
        Spread perSecond = Spread.of(figures(all, Run::perSecond));
        Times times = Times.together(all.stream().map(Run::times).toList());
        int errors = all.stream().mapToInt(Run::errors).sum();
        double ratio = perSecond.median() / operation.reference();
        boolean compared = !Double.isNaN(operation.reference());
        out.printf(
                Locale.ROOT,
                "%-24s %29s %7.1f %7.1f %7.1f %8.1f %7d %23s %9s %8s%n",
                operation.name(),
                shown(perSecond, "%.1f"),
                times.millis(0.5),
                times.millis(0.9),
                times.millis(0.99),
                times.longestMillis(),
                errors,
                String.format(
                        Locale.ROOT,
                        "%.2f/%.2f/%.2f",
                        cpu(all, Run::demoCpu),
                        cpu(all, Run::clientCpu),
                        cpu(all, Run::otherCpu)),
                compared ? operation.reference() : "",
                compared ? String.format(Locale.ROOT, "%.1f", ratio) : "");
        node.put("name", operation.name())
                .put("requests", times.count())
                .set("requests_per_second", spread(perSecond));
        node.put("p50_ms", times.millis(0.5))
                .put("p90_ms", times.millis(0.9))
                .put("p99_ms", times.millis(0.99))
                .put("max_ms", times.longestMillis())
                .put("errors", errors)
                .put("cpu_ms_demo", cpu(all, Run::demoCpu))
                .put("cpu_ms_clients", cpu(all, Run::clientCpu))
                .put("cpu_ms_rest", cpu(all, Run::otherCpu));
        all.stream().map(Run::problem).filter(Objects::nonNull).findFirst().ifPresent(p -> node.put("problem", p));
        if (compared) {
            node.put("reference_per_second", operation.reference()).put("ratio", ratio);
        }
        ArrayNode rounds = node.putArray("rounds_per_second");
        all.forEach(run -> rounds.add(run.perSecond()));
    }

    /** Milliseconds of a core by request. */
    private static double cpu(List<Run> all, ToDoubleFunction<Run> seconds) {
        int requests = all.stream().mapToInt(run -> run.times().count()).sum();
        return requests == 0 ? 0 : all.stream().mapToDouble(seconds).sum() * 1000 / requests;
    }

    private static double[] figures(List<Run> all, ToDoubleFunction<Run> figure) {
        return all.stream().mapToDouble(figure).toArray();
    }

    private static ObjectNode spread(Spread spread) {
        return MAPPER.createObjectNode()
                .put("median", spread.median())
                .put("least", spread.least())
                .put("most", spread.most());
    }

    private static String shown(Spread spread, String format) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + ".." + format + ")",
                spread.median(),
                spread.least(),
                spread.most());
    }
}
