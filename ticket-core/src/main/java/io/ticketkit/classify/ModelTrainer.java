package io.ticketkit.classify;

import io.ticketkit.Category;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Priority;
import io.ticketkit.Taxonomy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    static final int ROTATE_BELOW = 600;

    private static final int FOLDS = 5;
    /** With fewer examples nobody can tell which of two models is the better one. */
    private static final int TOO_FEW_TO_JUDGE = 25;
    /** For all examples together: about 400 MB while they are trained. */
    private static final int MOST_VALUES = 12_000_000;

    private static final int MOST_VALUES_OF_ONE = 1_500;

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
        return train(field, taxonomy, labels, usable);
    }

    /**
     * Learns again, and judges whether that was of use: by the examples that were held back both from this model and
     * from the one before. A model that was learned from an example that is gone (its ticket was erased) is replaced in
     * any case, and so is one while there are fewer than {@value #TOO_FEW_TO_JUDGE} examples.
     *
     * @param field category or priority
     * @param taxonomy the categories of today; examples with others are passed over
     * @param examples the newest first
     * @param before the model in use, or null when there is none
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
        LearnedModel next = train(field, taxonomy, labels, usable);
        boolean stays = before != null
                && !before.knowsMoreThan(next.ids())
                && usable.size() >= TOO_FEW_TO_JUDGE
                && isBetter(before, next);
        return stays ? new Result(Verdict.WORSE, null) : new Result(Verdict.BETTER, next);
    }

    /** Both are judged by the labels of today. */
    private static boolean isBetter(LearnedModel before, LearnedModel next) {
        Map<Long, String> earlier = new HashMap<>();
        before.heldBackAnswers().forEach(answer -> earlier.put(answer.id(), before.label(answer.answered())));
        int balance = 0;
        for (LearnedModel.HeldBack answer : next.heldBackAnswers()) {
            String then = earlier.get(answer.id());
            if (then != null) {
                balance += then.equals(next.label(answer.expected())) ? 1 : 0;
                balance -= answer.answered() == answer.expected() ? 1 : 0;
            }
        }
        return balance > 0;
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

    /** The lexicon's probabilities of these values. */
    static double[] probabilities(ClassifiedField field, KeywordClassifier.Judgement judgement) {
        return field == ClassifiedField.CATEGORY ? judgement.categories() : judgement.priorities();
    }

    private static List<Example> usable(List<Example> examples, List<String> labels) {
        return examples.stream()
                .filter(example -> labels.contains(example.label()))
                .limit(MAX_EXAMPLES)
                .sorted(Comparator.comparingLong(Example::id))
                .toList();
    }

    private LearnedModel train(ClassifiedField field, Taxonomy taxonomy, List<String> labels, List<Example> examples) {
        int most = Math.min(LearnedModel.MOST_GRAMS, LearnedModel.MOST_WEIGHTS / labels.size() - labels.size() - 1);
        Vocabulary vocabulary =
                Vocabulary.of(() -> examples.stream().map(ModelTrainer::grams).iterator(), examples.size(), most);
        List<Learned.Prepared> prepared = examples.stream()
                .map(example -> prepared(example, field, taxonomy, labels, vocabulary, examples.size()))
                .toList();
        List<LearnedModel.HeldBack> heldBack = new ArrayList<>();
        Blend blend = judged(examples, prepared, vocabulary, labels.size(), heldBack);
        return new LearnedModel(
                field,
                labels,
                Learned.from(vocabulary, prepared, labels.size(), seed),
                blend,
                examples.stream().mapToLong(Example::id).toArray(),
                basis(field, labels, examples),
                heldBack);
    }

    private static Grams grams(Example example) {
        return Grams.of(example.title(), example.description());
    }

    private Learned.Prepared prepared(
            Example example,
            ClassifiedField field,
            Taxonomy taxonomy,
            List<String> labels,
            Vocabulary vocabulary,
            int examples) {
        ClassificationRequest request = ClassificationRequest.builder(example.description())
                .title(example.title())
                .taxonomy(taxonomy)
                .build();
        double[] known = probabilities(field, lexicon.judge(request));
        return new Learned.Prepared(
                vocabulary.vector(grams(example)).strongest(Math.min(MOST_VALUES_OF_ONE, MOST_VALUES / examples)),
                LearnedModel.logarithms(labels, labels, known),
                labels.indexOf(example.label()));
    }

    /** Finds the blend by examples that were held back, and tells what was answered about them. */
    private Blend judged(
            List<Example> examples,
            List<Learned.Prepared> prepared,
            Vocabulary vocabulary,
            int labels,
            List<LearnedModel.HeldBack> heldBack) {
        List<Integer> judged = new ArrayList<>();
        List<Blend.Parts> parts = new ArrayList<>();
        boolean trained = true;
        for (int fold = 0; fold < (examples.size() < ROTATE_BELOW ? FOLDS : 1); fold++) {
            int now = fold;
            List<Integer> held = IntStream.range(0, examples.size())
                    .filter(i -> fold(examples.get(i).id()) == now)
                    .boxed()
                    .toList();
            List<Learned.Prepared> others = IntStream.range(0, examples.size())
                    .filter(i -> fold(examples.get(i).id()) != now)
                    .mapToObj(prepared::get)
                    .toList();
            if (!held.isEmpty() && !others.isEmpty()) {
                Learned learned = Learned.from(vocabulary, others, labels, seed);
                trained &= learned.linear() != null;
                held.forEach(i -> parts.add(
                        learned.parts(prepared.get(i).vector(), prepared.get(i).lexicon())));
                judged.addAll(held);
            }
        }
        int[] answers = judged.stream().mapToInt(i -> prepared.get(i).label()).toArray();
        Blend blend = trained && !judged.isEmpty() ? Blend.fitted(parts, answers) : Blend.ofNeighbours();
        for (int i = 0; i < answers.length; i++) {
            double[] probabilities = blend.probabilities(parts.get(i));
            int best = best(probabilities);
            heldBack.add(new LearnedModel.HeldBack(
                    examples.get(judged.get(i)).id(), answers[i], best, (float) probabilities[best]));
        }
        return blend;
    }

    static int best(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /** The same for an example whatever others there are, so that later models can be compared on it. */
    private static int fold(long id) {
        long hash = (id + 1) * 0x9e3779b97f4a7c15L;
        return (int) Math.floorMod(hash ^ hash >>> 32, (long) FOLDS);
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
