package io.ticketkit.demo.evaluate;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came of it, to be shown. */
public final class Results {
    private static final ObjectMapper JSON = JsonMapper.shared();
    private static final double PLACES = 1e6;

    private final Request request;
    private final Kind kind;
    private final int rows;
    private final Columns columns;
    private final Labels labels;
    private final List<Run> runs;

    Results(Request request, Kind kind, int rows, Columns columns, Labels labels, List<Run> runs) {
        this.request = request;
        this.kind = kind;
        this.rows = rows;
        this.columns = columns;
        this.labels = labels;
        this.runs = List.copyOf(runs);
    }

    /** For people. */
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s on %,d rows of %s%n  text: %s, label: %s (%s)%n",
                kind.wireName(),
                rows,
                request.test().getFileName(),
                String.join(" and ", columns.text()),
                columns.label(),
                labels.meaning());
        Report report = new Report(out);
        report.curve(runs);
        report.details(runs.get(runs.size() - 1), labels);
        out.flush();
    }

    /** For programs: {@code {"classifier", "runs": […]}}. */
    public String toJson() {
        ObjectNode json = JSON.createObjectNode().put("classifier", kind.wireName());
        ArrayNode all = json.putArray("runs");
        runs.forEach(run -> add(all.addObject(), run));
        return json.toString();
    }

    private void add(ObjectNode json, Run run) {
        run.size().number().ifPresentOrElse(number -> json.put("size", number), () -> json.put("size", "all"));
        Trial trial = run.first();
        json.put("accuracy", rounded(run.mean(e -> e.accuracy())))
                .put("macro_f1", rounded(run.mean(e -> e.macroF1())))
                .put("ece", rounded(run.mean(e -> e.expectedCalibrationError())))
                .put("accuracy_at_threshold", rounded(run.mean(e -> e.accuracyAtThreshold())))
                .put("coverage", rounded(run.mean(e -> e.coverage())))
                .put("ms_per_text", rounded(run.millisPerText()))
                .put("rows", run.rows())
                .put("test_rows", rows)
                .put("threshold", request.threshold())
                .put("kappa", rounded(run.mean(e -> e.kappa())))
                .put("majority_share", rounded(run.mean(e -> e.majorityShare())))
                .put("majority_macro_f1", rounded(run.mean(e -> e.majorityMacroF1())))
                .put("training_seconds", rounded(run.trainingSeconds()))
                .put("abstained", trial.abstained())
                .put("failed", run.failed());
        if (!labels.order().isEmpty()) {
            json.put("weighted_kappa", rounded(run.mean(e -> e.weightedKappa().orElse(0))));
        }
        // what is not known is null, never 0
        json.put("cost_usd", trial.unknownCosts() > 0 ? null : trial.cost());
    }

    private static double rounded(double figure) {
        return Math.round(figure * PLACES) / PLACES;
    }
}
