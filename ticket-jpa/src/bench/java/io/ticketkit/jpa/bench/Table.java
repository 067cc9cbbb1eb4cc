package io.ticketkit.jpa.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** What was measured of one database: by operation and way the rounds, the first of which is dropped before. */
final class Table {
    /** One round: microseconds of one call, and bytes allocated by it. */
    private record Round(double median, double p99, double bytes, long calls) {}

    private final String title;
    private final Map<String, Map<String, List<Round>>> rounds = new LinkedHashMap<>();

    Table(String title) {
        this.title = title;
    }

    void add(String operation, String way, RunResult result) {
        Statistics micros = result.getPrimaryResult().getStatistics();
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        rounds.computeIfAbsent(operation, name -> new LinkedHashMap<>())
                .computeIfAbsent(way, name -> new ArrayList<>())
                .add(new Round(
                        micros.getPercentile(50),
                        micros.getPercentile(99),
                        bytes == null ? Double.NaN : bytes.getScore(),
                        micros.getN()));
    }

    /** Ratios are those of medians within a round: their median, lowest and highest over the rounds. */
    void print(PrintStream out) {
        out.println();
        out.println(title);
        out.println();
        out.printf(
                Locale.ROOT,
                "| %-32s | %9s | %22s | %22s | %26s | %26s |%n",
                "operation",
                "raw, µs",
                "TicketKit / raw",
                "Hibernate / raw",
                "99 %, µs",
                "bytes");
        out.println("|---|---|---|---|---|---|");
        rounds.forEach((operation, ways) -> out.printf(
                Locale.ROOT,
                "| %-32s | %9s | %22s | %22s | %26s | %26s |%n",
                operation,
                number(ways, "raw", Round::median),
                ratio(ways, "ticketkit"),
                ratio(ways, "hibernate"),
                each(ways, Round::p99),
                each(ways, Round::bytes)));
        out.println();
        out.println("99 % and bytes: raw / TicketKit / TicketKit on Hibernate");
    }

    private static String each(Map<String, List<Round>> ways, ToDoubleFunction<Round> value) {
        List<String> all = new ArrayList<>();
        Operations.WAYS.forEach(way -> all.add(number(ways, way, value)));
        return String.join(" / ", all);
    }

    private static String number(Map<String, List<Round>> ways, String way, ToDoubleFunction<Round> value) {
        List<Round> all = ways.get(way);
        if (all == null) {
            return "-";
        }
        double median = median(all.stream().mapToDouble(value).toArray());
        return String.format(Locale.ROOT, median < 10 ? "%.1f" : "%,.0f", median);
    }

    private static String ratio(Map<String, List<Round>> ways, String way) {
        double[] ratios = ratios(ways, way);
        if (ratios.length == 0) {
            List<Round> alone = ways.get(way);
            return alone == null ? "-" : number(ways, way, Round::median) + " µs";
        }
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median(ratios), ratios[0], ratios[ratios.length - 1]);
    }

    /** Sorted. */
    private static double[] ratios(Map<String, List<Round>> ways, String way) {
        List<Round> raw = ways.getOrDefault("raw", List.of());
        List<Round> other = ways.getOrDefault(way, List.of());
        double[] ratios = new double[Math.min(raw.size(), other.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = other.get(i).median() / raw.get(i).median();
        }
        Arrays.sort(ratios);
        return ratios;
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The rounds as JSON. */
    String json() {
        List<String> operations = new ArrayList<>();
        rounds.forEach((operation, ways) -> {
            List<String> all = new ArrayList<>();
            ways.forEach((way, some) -> {
                String list = String.join(", ", some.stream().map(Table::json).toList());
                all.add("\"%s\": [%s]".formatted(way, list));
            });
            operations.add("    \"%s\": {%s}".formatted(operation, String.join(", ", all)));
        });
        return "  \"%s\": {%n%s%n  }".formatted(title, String.join(",\n", operations));
    }

    private static String json(Round round) {
        return String.format(
                Locale.ROOT,
                "{\"median\": %.2f, \"p99\": %.2f, \"bytes\": %.0f, \"calls\": %d}",
                round.median(),
                round.p99(),
                Double.isNaN(round.bytes()) ? -1 : round.bytes(),
                round.calls());
    }
}
