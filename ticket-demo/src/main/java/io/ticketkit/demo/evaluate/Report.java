package io.ticketkit.demo.evaluate;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Evaluation;
import io.ticketkit.Evaluation.Bin;
import io.ticketkit.Evaluation.LabelScore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables for a terminal. */
final class Report {
    /** More labels than that, and the matrix does not fit. */
    private static final int MATRIX = 10;

    private static final int CONFUSIONS = 15;
    private static final int NAME = 24;

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    void curve(List<Run> runs) {
        Evaluation one = runs.get(0).first().evaluation();
        line(
                "%n%6s %7s %9s %9s %7s %12s %9s %7s %8s %9s",
                "size",
                "rows",
                "accuracy",
                "macro-F1",
                "ECE",
                "right at %.2f".formatted(one.threshold()),
                "coverage",
                "kappa",
                "ms/text",
                "training");
        for (Run run : runs) {
            line(
                    "%6s %7d %9.3f %9.3f %7.3f %12.3f %8.1f%% %7.2f %8.3f %8.1fs",
                    run.size(),
                    run.rows(),
                    run.mean(Evaluation::accuracy),
                    run.mean(Evaluation::macroF1),
                    run.mean(Evaluation::expectedCalibrationError),
                    run.mean(Evaluation::accuracyAtThreshold),
                    100 * run.mean(Evaluation::coverage),
                    run.mean(Evaluation::kappa),
                    run.millisPerText(),
                    run.trainingSeconds());
        }
        line(
                "%14s %9.3f %9.3f   always \"%s\"",
                "majority",
                one.majorityShare(),
                one.majorityMacroF1(),
                one.majorityLabel().orElse("-"));
        if (runs.stream().anyMatch(run -> run.trials().size() > 1)) {
            line("A size below all is the mean of three seeded parts of --train.");
        }
    }

    void details(Run run, Labels labels) {
        Evaluation evaluation = run.first().evaluation();
        verdict(evaluation, labels);
        unanswered(run.first());
        line(
                "%nBy label, size %s:%n  %-" + NAME + "s %9s %9s %9s %9s",
                run.size(),
                "",
                "precision",
                "recall",
                "F1",
                "rows");
        evaluation.labels().forEach(this::label);
        if (evaluation.labels().size() <= MATRIX) {
            matrix(evaluation);
        } else {
            confusions(evaluation);
        }
        line(
                "%nCalibration (of answers that say 80%%, 80%% should be right):%n  %13s %9s %11s %9s",
                "confidence", "answers", "says", "right");
        evaluation.calibration().stream().filter(bin -> bin.count() > 0).forEach(this::bin);
    }

    /** In plain words, because an accuracy alone flatters where one label has most of the rows. */
    private void verdict(Evaluation evaluation, Labels labels) {
        String most = evaluation.majorityLabel().orElse("-");
        if (labels.field() == ClassifiedField.PRIORITY) {
            line(
                    "%nPriority: kappa %.2f (weighted by steps %.2f), macro-F1 %.3f; always \"%s\" has kappa 0, macro-F1 %.3f.",
                    evaluation.kappa(),
                    evaluation.weightedKappa().orElse(0),
                    evaluation.macroF1(),
                    most,
                    evaluation.majorityMacroF1());
        }
        if (!evaluation.beatsMajority()) {
            line(
                    "%nThis is not better than guessing: always answering \"%s\" is right in %.1f%% of the rows, this"
                            + " classifier in %.1f%%.",
                    most, 100 * evaluation.majorityShare(), 100 * evaluation.accuracy());
        }
    }

    private void unanswered(Trial trial) {
        if (trial.abstained() > 0 || !trial.failures().isEmpty()) {
            line(
                    "%nWithout answer, and not in the figures: %d abstained, failed %s.",
                    trial.abstained(), trial.failures().isEmpty() ? "0" : trial.failures());
        }
        if (trial.cost().signum() > 0 || trial.unknownCosts() > 0) {
            line(
                    "%nCost: %s US dollars%s.",
                    trial.cost().stripTrailingZeros().toPlainString(),
                    trial.unknownCosts() > 0 ? ", and " + trial.unknownCosts() + " calls of unknown cost" : "");
        }
    }

    private static String name(String label) {
        return label.length() <= NAME ? label : label.substring(0, NAME - 1) + "…";
    }

    private void label(String label, LabelScore score) {
        line(
                "  %-" + NAME + "s %9.3f %9.3f %9.3f %9d",
                name(label),
                score.precision(),
                score.recall(),
                score.f1(),
                score.support());
    }

    private void matrix(Evaluation evaluation) {
        line("%nConfusion (rows: right, columns: answered):");
        StringBuilder header = new StringBuilder(" ".repeat(NAME + 2));
        evaluation.labels().keySet().forEach(label -> header.append(" %9.9s".formatted(label)));
        line("%s", header);
        evaluation.confusion().forEach((expected, row) -> {
            StringBuilder cells = new StringBuilder();
            row.values().forEach(count -> cells.append(" %9d".formatted(count)));
            line("  %-" + NAME + "s%s", name(expected), cells);
        });
    }

    private record Confused(String expected, String answered, long count) {}

    private void confusions(Evaluation evaluation) {
        List<Confused> all = new ArrayList<>();
        for (Map.Entry<String, Map<String, Long>> row : evaluation.confusion().entrySet()) {
            row.getValue().forEach((answered, count) -> {
                if (count > 0 && !answered.equals(row.getKey())) {
                    all.add(new Confused(row.getKey(), answered, count));
                }
            });
        }
        line(
                "%nTaken for each other most often:%n  %-" + NAME + "s    %-" + NAME + "s %9s",
                "right",
                "answered",
                "rows");
        all.stream()
                .sorted(Comparator.comparingLong(Confused::count).reversed())
                .limit(CONFUSIONS)
                .forEach(c -> line(
                        "  %-" + NAME + "s -> %-" + NAME + "s %9d", name(c.expected()), name(c.answered()), c.count()));
    }

    private void bin(Bin bin) {
        line(
                "  %5.1f - %4.1f%% %9d %10.1f%% %8.1f%%",
                100 * bin.from(), 100 * bin.to(), bin.count(), 100 * bin.confidence(), 100 * bin.accuracy());
    }
}
