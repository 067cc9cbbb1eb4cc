package io.ticketkit.demo;

import io.ticketkit.Deadline;
import io.ticketkit.demo.evaluate.CannotEvaluateException;
import io.ticketkit.demo.evaluate.Judging;
import io.ticketkit.demo.evaluate.Request;
import io.ticketkit.demo.evaluate.Results;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.memory.InMemorySpendLedger;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.*;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code evaluate --test FILE}: how good a classifier is on somebody's own tickets. No server, no database. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Judges a classifier on tickets that people have labelled: CSV files with a header, in UTF-8.",
        footer = {
            "",
            "Labels that are the categories of a preset are judged with its words; low, medium, high, critical are"
                    + " priorities; calm, neutral, frustrated, angry (or positive, neutral, negative) sentiments; anything"
                    + " else are categories of your own. A classifier that is unsure counts by its best guess."
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--test", required = true, paramLabel = "FILE", description = "The tickets that are asked about.")
    @SuppressWarnings("NullAway.Init")
    private Path test;

    @Option(names = "--train", paramLabel = "FILE", description = "The tickets that --classifier learning learns from.")
    private @Nullable Path train;

    @Option(
            names = "--text",
            paramLabel = "COLUMN",
            description =
                    "The text; several are joined: title,description. Default: text, else description with title.")
    private @Nullable String text;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "What people decided. Default: category, else label, priority, sentiment.")
    private @Nullable String label;

    @Option(
            names = "--sizes",
            paramLabel = "N,…",
            description =
                    "From how many rows of --train to learn; below all the mean of three parts. Default: 50,200,1000,all.")
    private @Nullable String sizes;

    @Option(
            names = "--classifier",
            paramLabel = "NAME",
            description = "keyword, learning or llm (as the TICKET_LLM_* settings have it). Default: keyword.")
    private String classifier = "keyword";

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "From which confidence on an answer is trusted, 0 to 1. Default: 0.7.")
    private double threshold = 0.7;

    @Option(names = "--json", description = "Print one JSON object, and nothing else, on standard output.")
    private boolean json;

    EvaluateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Judging judging = Judging.of(new Request(
                    test,
                    Optional.ofNullable(train),
                    Optional.ofNullable(text),
                    Optional.ofNullable(label),
                    Optional.ofNullable(sizes),
                    classifier,
                    threshold));
            judging.notes().forEach(err::println);
            err.flush();
            Results results = results(judging, err);
            if (json) {
                out.println(results.toJson());
            } else {
                results.print(out);
            }
            out.flush();
            return ExitCode.OK;
        } catch (CannotEvaluateException | SettingsException e) {
            err.println(e.getMessage());
            err.flush();
            return ExitCode.USAGE;
        }
    }

    private Results results(Judging judging, PrintWriter err) {
        ModelOfSettings model = new ModelOfSettings();
        try (model) {
            return judging.run(model::open, new Progress(judging.total(), err));
        }
    }

    /** Silent while it is quick. */
    private static final class Progress implements Runnable {
        private final ProgressBar bar;
        private final Deadline quick = Deadline.after(PATIENCE);
        private int done;

        Progress(int total, PrintWriter err) {
            this.bar = new ProgressBar(err, Ansi.AUTO.enabled(), total, CLOCK);
        }

        @Override
        public void run() {
            done++;
            if (quick.hasPassed()) {
                bar.at(done);
            }
        }
    }

    /** As the server would ask it; the budget is that of this run. */
    private final class ModelOfSettings implements AutoCloseable {
        private @Nullable LanguageModel model;

        Judging.Model open() {
            Settings settings = Settings.of(environment);
            if (!settings.llm().isUsable()) {
                throw new CannotEvaluateException(
                        "--classifier llm needs a model: set TICKET_LLM_PROVIDER and TICKET_LLM_API_KEY.");
            }
            LanguageModel found = LanguageModel.of(settings.llm()).orElseThrow();
            model = found;
            return new Judging.Model(found.classifier(InMemorySpendLedger::new, CLOCK), settings.classificationTime());
        }

        @Override
        public void close() {
            if (model != null) {
                model.close();
            }
        }
    }
}
