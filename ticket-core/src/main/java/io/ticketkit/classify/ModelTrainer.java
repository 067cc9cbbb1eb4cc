package io.ticketkit.classify;

import io.ticketkit.Category;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Priority;
import io.ticketkit.Taxonomy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns models from examples. The same examples and seed give the same model, byte for byte, in whatever order the
 * examples come. Thread-safe.
 *
 * <p>How much the examples count grows with their number. Below {@value Learned#FEW}, or while all have the same label,
 * the lexicon decides but where a text is similar to an example. Then a linear model is trained on words, pairs of words
 * and letters in a row, and multiplied with the lexicon; from {@value Learned#MANY} on it sees what the lexicon says among
 * its features.
 */
public final class ModelTrainer {
    /** It learns from no more; of more the first are taken: give the newest first. */
    public static final int MAX_EXAMPLES = 20_000;

    /** With fewer examples all are held back in turn: a fifth of them would tell too little. */
    static final int ROTATE_BELOW = 2_000;

    private static final double TIE = 0.05;
    /** With fewer examples nobody can tell which of two models is the better one. */
    static final int TOO_FEW_TO_JUDGE = 25;
    /** Standard deviations. */
    private static final double MORE_THAN_CHANCE = 1.64;
    /** New examples, the newest: as many tell enough, and asking takes time. */
    private static final int MOST_ASKED = 1_000;

    private final KeywordClassifier lexicon;
    private final long seed;

    private ModelTrainer(KeywordClassifier lexicon, long seed) {
        this.lexicon = lexicon;
        this.seed = seed;
    }

    /** {@return the trainer with the standard lexicon and seed 0} */
    public static ModelTrainer standard() {
        return new ModelTrainer(KeywordClassifier.standard(), 0);
    }

    /**
     * Sets whose probabilities it learns to use; give the {@link LearningClassifier} the same.
     *
     * @param value the classifier
     * @return a new trainer
     */
    public ModelTrainer lexicon(KeywordClassifier value) {
        return new ModelTrainer(value, seed);
    }

    /**
     * Sets where chance begins.
     *
     * @param value any number
     * @return a new trainer
     */
    public ModelTrainer seed(long value) {
        return new ModelTrainer(lexicon, value);
    }

    /** What came of learning again. */
    public enum Verdict {
        /** The examples are those the model before was learned from. */
        UNCHANGED,
        /** There is nothing to learn from: a model before must go. */
        NOTHING,
        /** The new model is to take the place of the one before. */
        BETTER,
        /** The new model is worse than the one before on the examples that were held back: that one stays. */
        WORSE
    }

    /**
     * What came of learning again.
     *
     * @param verdict what is to happen
     * @param model the new model when it is to take the place of the one before, else null
     */
    public record Result(Verdict verdict, @Nullable LearnedModel model) {}

    /**
     * Learns.
     *
     * @param field category or priority
     * @param taxonomy the categories of today, at most {@value LearnedModel#MOST_LABELS}; examples with others are
     *     passed over
     * @param examples the newest first; at least one must be left
     * @return the model
     * @throws IllegalArgumentException when there is no example for any of the labels, the field cannot be learned, or
     *     there are too many categories
     */
    public LearnedModel train(ClassifiedField field, Taxonomy taxonomy, List<Example> examples) {
        List<String> labels = labels(field, taxonomy);
        List<Example> usable = usable(examples, labels);
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to learn from: no example has one of the labels "
                    + labels + ", which are those of the taxonomy");
        }
        return learned(field, taxonomy, labels, usable);
    }

    /**
     * Learns again, and judges whether that was of use: by the examples that were held back from this model, and that
     * the one before was not learned from either. That one stays when it is right more often by more than chance (sign
     * test at about 5%: else luck that it had once would keep it for ever), and there are at least
     * {@value #TOO_FEW_TO_JUDGE} examples.
     *
     * @param field category or priority
     * @param taxonomy the categories of today; examples with others are passed over
     * @param examples the newest first
     * @param before the model in use, or null when there is none, or it must not stay because it was not
     *     {@linkplain LearnedModel#learnedOnlyFrom learned only from} what is still there
     * @return what came of it
     * @throws IllegalArgumentException when the field cannot be learned, or there are too many categories
     */
    public Result retrain(
            ClassifiedField field, Taxonomy taxonomy, List<Example> examples, @Nullable LearnedModel before) {
        List<String> labels = labels(field, taxonomy);
        List<Example> usable = usable(examples, labels);
        if (usable.isEmpty()) {
            return new Result(Verdict.NOTHING, null);
        }
        if (before != null && before.basis().equals(basis(field, labels, usable))) {
            return new Result(Verdict.UNCHANGED, null);
        }
        LearnedModel next = learned(field, taxonomy, labels, usable);
        boolean stays = before != null && usable.size() >= TOO_FEW_TO_JUDGE && isBetter(before, next, usable, taxonomy);
        return stays ? new Result(Verdict.WORSE, null) : new Result(Verdict.BETTER, next);
    }

    /** Both are judged by the labels of today. */
    private boolean isBetter(LearnedModel before, LearnedModel next, List<Example> examples, Taxonomy taxonomy) {
        Map<Long, String> earlier = new HashMap<>();
        before.heldBackAnswers().forEach(answer -> earlier.put(answer.id(), before.label(answer.answered())));
        Map<Long, Example> byId = new HashMap<>();
        examples.forEach(example -> byId.put(example.id(), example));
        List<LearnedModel.HeldBack> answers = next.heldBackAnswers();
        int lost = 0;
        int won = 0;
        int asked = 0;
        for (int i = answers.size() - 1; i >= 0; i--) {
            LearnedModel.HeldBack answer = answers.get(i);
            String then = earlier.get(answer.id());
            Example example = byId.get(answer.id());
            if (then == null && example != null && !before.learnedFrom(answer.id()) && asked++ < MOST_ASKED) {
                then = new Opinion(before, request(example, taxonomy), lexicon).value();
            }
            if (then != null) {
                boolean wasRight = then.equals(next.label(answer.expected()));
                boolean isRight = answer.answered() == answer.expected();
                lost += wasRight && !isRight ? 1 : 0;
                won += isRight && !wasRight ? 1 : 0;
            }
        }
        return lost - won > MORE_THAN_CHANCE * Math.sqrt(lost + won);
    }

    static ClassificationRequest request(Example example, Taxonomy taxonomy) {
        return ClassificationRequest.builder(example.description())
                .title(example.title())
                .taxonomy(taxonomy)
                .build();
    }

    private static List<String> labels(ClassifiedField field, Taxonomy taxonomy) {
        List<String> labels = values(field, taxonomy);
        if (labels.size() > LearnedModel.MOST_LABELS) {
            throw new IllegalArgumentException("at most " + LearnedModel.MOST_LABELS
                    + " categories can be learned, and these are " + labels.size() + "; retire some");
        }
        return labels;
    }

    /** What a field can be. */
    static List<String> values(ClassifiedField field, Taxonomy taxonomy) {
        return switch (field) {
            case CATEGORY -> taxonomy.active().stream().map(Category::code).toList();
            case PRIORITY ->
                Arrays.stream(Priority.values()).map(Priority::wireName).toList();
            case SENTIMENT, URGENCY_SCORE ->
                throw new IllegalArgumentException("only category and priority can be learned, not " + field);
        };
    }

    /** The lexicon's probabilities of these values; where several are the same, its answer has a little more. */
    static double[] probabilities(ClassifiedField field, List<String> values, KeywordClassifier.Judgement judgement) {
        boolean category = field == ClassifiedField.CATEGORY;
        double[] probabilities = (category ? judgement.categories() : judgement.priorities()).clone();
        String answer = category
                ? judgement.answer().category().orElseThrow().value().code()
                : judgement.answer().priority().orElseThrow().value().wireName();
        int index = values.indexOf(answer);
        double most = Arrays.stream(probabilities).max().orElse(0);
        probabilities[index] = Math.max(probabilities[index], most * (1 + TIE));
        return probabilities;
    }

    private static List<Example> usable(List<Example> examples, List<String> labels) {
        Set<String> known = Set.copyOf(labels);
        return examples.stream()
                .filter(example -> known.contains(example.label()))
                .limit(MAX_EXAMPLES)
                .sorted(Comparator.comparingLong(Example::id)
                        .thenComparing(Example::label)
                        .thenComparing(Example::description)
                        .thenComparing(example -> String.valueOf(example.title())))
                .toList();
    }

    static int best(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    private LearnedModel learned(
            ClassifiedField field, Taxonomy taxonomy, List<String> labels, List<Example> examples) {
        return new Training(field, taxonomy, examples, lexicon, seed).model(basis(field, labels, examples));
    }

    private String basis(ClassifiedField field, List<String> labels, List<Example> examples) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, LearnedModel.FORMAT + " " + seed + " " + field + " " + labels);
            for (Example example : examples) {
                update(digest, example.id() + " " + example.label());
                update(digest, String.valueOf(example.title()));
                update(digest, example.description());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
