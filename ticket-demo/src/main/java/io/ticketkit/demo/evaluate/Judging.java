package io.ticketkit.demo.evaluate;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Deadline;
import io.ticketkit.classify.ModelTrainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Judges one classifier. */
public final class Judging {
    /** 0, 1, 2. */
    private static final int SEEDS = 3;

    private static final String CURVE = "50,200,1000,all";
    private static final int AT_ONCE = 8;
    /** For offline classifiers, which do not look at it. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Request request;
    private final Kind kind;
    private final List<Sample> test;
    private final List<Sample> train;
    private final Columns columns;
    private final Labels labels;
    private final List<Size> sizes;

    private Judging(Request request) {
        this.request = request;
        this.kind = Kind.parse(request.classifier());
        if (!(request.threshold() >= 0 && request.threshold() <= 1)) {
            throw new CannotEvaluateException(
                    "--threshold is wrong at \"" + request.threshold() + "\": give a number from 0 to 1.");
        }
        if (kind == Kind.LEARNING && request.train().isEmpty()) {
            throw new CannotEvaluateException("--classifier learning needs --train: give the file to learn from.");
        }
        Optional<List<Size>> wanted = request.sizes().map(Size::parse);
        CsvTable table = CsvTable.read("--test", request.test());
        this.columns = Columns.of(request.text(), request.label(), table);
        this.test = columns.samples(table);
        this.train = request.train()
                .map(file -> columns.samples(CsvTable.read("--train", file)))
                .orElse(List.of());
        this.labels = Labels.of(
                Stream.concat(test.stream(), train.stream()).map(Sample::label).toList());
        this.sizes = wanted.orElseGet(this::usualSizes);
        if (kind == Kind.LEARNING) {
            checkLearnable();
        }
    }

    /**
     * Reads what there is to read.
     *
     * @throws CannotEvaluateException when something is missing or wrong
     */
    public static Judging of(Request request) {
        return new Judging(request);
    }

    private List<Size> usualSizes() {
        return kind == Kind.LEARNING
                ? Size.parse(CURVE).stream()
                        .filter(size -> size.equals(Size.ALL) || size.isPart(train.size()))
                        .toList()
                : List.of(Size.NONE);
    }

    private void checkLearnable() {
        if (labels.field() == ClassifiedField.SENTIMENT) {
            throw new CannotEvaluateException(
                    "--classifier learning learns categories and priorities, no sentiments: give keyword or llm.");
        }
        Set<String> unknown = new TreeSet<>();
        test.forEach(row -> unknown.add(labels.value(row)));
        train.forEach(row -> unknown.remove(labels.value(row)));
        if (!unknown.isEmpty() && !labels.isPreset()) {
            throw new CannotEvaluateException("--train has no row with the label " + String.join(", ", unknown)
                    + ", which --test has: add some, or take those rows out of --test.");
        }
    }

    /** How a model is asked. */
    public record Model(Classifier classifier, Duration limit) {}

    /** Which sizes are not there, for people. */
    public List<String> notes() {
        return sizes.stream()
                .filter(size -> kind == Kind.LEARNING
                        && size.number().filter(wanted -> wanted > train.size()).isPresent())
                .map(size -> "--sizes " + size + ": --train has " + train.size() + " rows, all of them are taken.")
                .toList();
    }

    /** How many texts are asked about, all in all, as far as progress tells of it. */
    public int total() {
        return kind == Kind.LEARNING
                ? sizes.stream().mapToInt(size -> trials(size) * test.size()).sum()
                : test.size();
    }

    private int trials(Size size) {
        return size.isPart(train.size()) ? SEEDS : 1;
    }

    /**
     * Asks the classifier about every row.
     *
     * @param model asked only for a language model
     * @param progress told after each text
     * @return what came of it
     * @throws CannotEvaluateException when the model does not answer
     */
    public Results run(Supplier<Model> model, Runnable progress) {
        Trial.Test asked = new Trial.Test(labels, test, request.threshold(), progress);
        List<Run> runs = new ArrayList<>();
        switch (kind) {
            case KEYWORD -> addEqual(runs, Trial.offline(Contestant.keyword(labels, LONG), asked, Duration.ZERO));
            case LLM -> {
                Model found = model.get();
                Contestant contestant = Contestant.of(found.classifier(), labels, found.limit());
                addEqual(runs, Trial.online(contestant, asked, AT_ONCE));
            }
            case LEARNING -> sizes.forEach(size -> runs.add(learned(size, asked)));
        }
        return new Results(request, kind, test.size(), columns, labels, runs);
    }

    /** What was learned changes nothing for these. */
    private void addEqual(List<Run> runs, Trial trial) {
        sizes.forEach(size -> runs.add(new Run(size, 0, List.of(trial))));
    }

    private Run learned(Size size, Trial.Test asked) {
        int rows = size.isPart(train.size()) ? size.number().orElseThrow() : train.size();
        List<Trial> trials = new ArrayList<>();
        for (int seed = 0; seed < trials(size); seed++) {
            List<Sample> seen = Subsets.first(rows, seed, train);
            Deadline since = Deadline.after(Duration.ZERO);
            Contestant contestant = Contestant.learned(labels, seen, LONG);
            trials.add(Trial.offline(contestant, asked, since.elapsed()));
        }
        return new Run(size, Math.min(rows, ModelTrainer.MAX_EXAMPLES), trials);
    }
}
