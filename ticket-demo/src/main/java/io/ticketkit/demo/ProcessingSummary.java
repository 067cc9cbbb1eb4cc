package io.ticketkit.demo;

import io.ticketkit.Category;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.Source;
import io.ticketkit.TicketId;
import java.io.PrintWriter;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of a run, for people: numbers, and the first of what failed. */
final class ProcessingSummary {
    private static final int MOST_FAILURES = 10;
    private static final int DECIMALS = 6;

    private final boolean dryRun;
    private final Map<String, Integer> categories = new TreeMap<>();
    private final Map<String, Integer> sources = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int changed;
    private int failed;

    ProcessingSummary(boolean dryRun) {
        this.dryRun = dryRun;
    }

    void add(ProcessedTicket one) {
        one.category().map(Category::code).ifPresent(code -> categories.merge(code, 1, Integer::sum));
        one.source().map(Source::wireName).ifPresent(source -> sources.merge(source, 1, Integer::sum));
        changed += one.applied().isEmpty() ? 0 : 1;
        if (one.outcome() != ProcessingOutcome.DONE) {
            failed++;
            if (failures.size() < MOST_FAILURES) {
                failures.add(one.ticket().map(TicketId::toString).orElse("a ticket") + ": "
                        + one.failure().map(ProcessingFailure::wireName).orElse("not known")
                        + one.detail().map(detail -> " (" + detail + ")").orElse(""));
            }
        }
    }

    void print(PrintWriter out, ProcessingProgress end) {
        out.printf(
                Locale.ROOT,
                "%s: %,d tickets%s, %,d classified, %,d set aside, in %.1f s%n",
                how(end),
                end.finished(),
                dryRun ? " would be processed" : "",
                end.done() + end.unwritten(),
                end.setAside(),
                end.elapsed().toMillis() / 1000.0);
        print(out, "category", categories);
        print(out, "decided by", sources);
        out.printf(Locale.ROOT, "%s suggested values in %,d%n", dryRun ? "would take" : "took", changed);
        out.println("cost: "
                + end.cost()
                        .setScale(DECIMALS, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " USD" + unknown(end));
        failures.forEach(failure -> out.println("failed: " + failure));
        if (failed > failures.size()) {
            out.printf(Locale.ROOT, "failed: %,d more%n", failed - failures.size());
        }
    }

    private static String how(ProcessingProgress end) {
        return switch (end.state()) {
            case DONE -> "Done";
            case STOPPED ->
                "Stopped (" + end.failure().map(ProcessingFailure::wireName).orElse("not known")
                        + end.detail().map(detail -> ": " + detail).orElse("") + ")";
            case CANCELLED -> "Ended early";
            case RUNNING -> "Still running elsewhere";
        };
    }

    private static String unknown(ProcessingProgress end) {
        if (end.unknownCosts() == 0) {
            return "";
        }
        String calls = String.format(Locale.ROOT, ", and %,d calls of which that is not known", end.unknownCosts());
        return end.lost() == 0
                ? calls
                : calls + String.format(Locale.ROOT, ", %,d of them lost in a crash", end.lost());
    }

    private static void print(PrintWriter out, String what, Map<String, Integer> counts) {
        if (!counts.isEmpty()) {
            out.println(what + ": "
                    + counts.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }
}
