package io.ticketkit.classify;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Taxonomy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** One time a model is learned. */
final class Training {
    private static final int FOLDS = 5;
    /** For all examples together: about 400 MB while they are trained. */
    private static final int MOST_VALUES = 12_000_000;

    /** Examples times labels: with more it takes too long to train six times. */
    private static final int MOST_TO_ROTATE = 200_000;

    /** Values times labels: about how long it takes. */
    private static final long MOST_WORK = 200_000_000;

    private static final int MOST_VALUES_OF_ONE = 1_500;
    private static final int LEAST_VALUES_OF_ONE = 50;

    private final ClassifiedField field;
    private final List<String> labels;
    private final List<Example> examples;
    private final long seed;
    private final GramVocabulary vocabulary;
    private final List<Learned.Prepared> prepared;
    private final List<LearnedModel.HeldBack> heldBack = new ArrayList<>();

    /**
     * Prepares it.
     *
     * @param examples at least one, each with one of the labels of the field, in an order that depends on nothing else
     */
    Training(ClassifiedField field, Taxonomy taxonomy, List<Example> examples, KeywordClassifier lexicon, long seed) {
        this.field = field;
        this.labels = ModelTrainer.values(field, taxonomy);
        this.examples = examples;
        this.seed = seed;
        int most = Math.min(LearnedModel.MOST_GRAMS, LearnedModel.MOST_WEIGHTS / labels.size() - labels.size() - 1);
        this.vocabulary =
                GramVocabulary.of(() -> examples.stream().map(Training::grams).iterator(), examples.size(), most);
        boolean compared = examples.size() < Learned.MANY
                || examples.stream().map(Example::label).distinct().count() == 1;
        this.prepared = examples.stream()
                .map(example -> prepared(example, taxonomy, lexicon, compared))
                .toList();
    }

    private static Grams grams(Example example) {
        return Grams.of(example.title(), example.description());
    }

    private Learned.Prepared prepared(Example example, Taxonomy taxonomy, KeywordClassifier lexicon, boolean compared) {
        double[] known =
                ModelTrainer.probabilities(field, labels, lexicon.judge(ModelTrainer.request(example, taxonomy)));
        Grams text = grams(example);
        SparseVector vector = vocabulary.vector(text).strongest(most());
        return new Learned.Prepared(
                vector,
                compared ? vocabulary.vector(text.matter()).strongest(most()) : vector,
                LearnedModel.logarithms(labels, labels, known),
                labels.indexOf(example.label()));
    }

    /** Of one example. */
    private int most() {
        long inTime = MOST_WORK / labels.size() / examples.size();
        int inMemory = Math.min(MOST_VALUES_OF_ONE, MOST_VALUES / examples.size());
        return (int) Math.min(inMemory, Math.max(LEAST_VALUES_OF_ONE, inTime));
    }

    /**
     * Learns.
     *
     * @param basis tells the examples from others
     */
    LearnedModel model(String basis) {
        Learned all = learnedFrom(prepared);
        Blend blend = judged(all.linear() != null);
        return new LearnedModel(
                field,
                labels,
                all,
                blend,
                new LearnedModel.Lesson(examples.stream().mapToLong(Example::id).toArray(), basis, heldBack));
    }

    private Learned learnedFrom(List<Learned.Prepared> some) {
        return Learned.from(vocabulary, some, labels.size(), examples.size(), seed);
    }

    /** Finds the blend by examples that were held back, and notes what is answered about them. */
    private Blend judged(boolean learnable) {
        List<Integer> judged = new ArrayList<>();
        List<Blend.Parts> parts = new ArrayList<>();
        boolean trained = false;
        for (List<Integer> held : heldInTurn()) {
            List<Integer> others = IntStream.range(0, examples.size())
                    .filter(i -> Collections.binarySearch(held, i) < 0)
                    .boxed()
                    .toList();
            if (!held.isEmpty() && !others.isEmpty()) {
                Learned learned = learnedFrom(others.stream().map(prepared::get).toList());
                trained |= learned.linear() != null;
                held.stream().map(prepared::get).map(learned::parts).forEach(parts::add);
                judged.addAll(held);
            }
        }
        int[] answers = judged.stream().mapToInt(i -> prepared.get(i).label()).toArray();
        boolean compared = examples.size() < Learned.MANY;
        Blend blend = learnable ? Blend.usual(compared) : Blend.ofNeighbours();
        if (trained) {
            blend = Blend.fitted(parts, answers, compared);
        }
        for (int i = 0; i < answers.length; i++) {
            double[] probabilities = blend.probabilities(parts.get(i));
            int best = ModelTrainer.best(probabilities);
            long id = examples.get(judged.get(i)).id();
            heldBack.add(new LearnedModel.HeldBack(id, answers[i], best, (float) probabilities[best]));
        }
        return blend;
    }

    /** Few one by one, more a fifth at a time; of very many only one fifth. */
    private List<List<Integer>> heldInTurn() {
        if (examples.size() < ModelTrainer.TOO_FEW_TO_JUDGE) {
            return IntStream.range(0, examples.size()).mapToObj(List::of).toList();
        }
        boolean soonDone = (long) examples.size() * labels.size() < MOST_TO_ROTATE;
        return IntStream.range(0, examples.size() < ModelTrainer.ROTATE_BELOW && soonDone ? FOLDS : 1)
                .mapToObj(this::fold)
                .toList();
    }

    private List<Integer> fold(int fold) {
        return IntStream.range(0, examples.size())
                .filter(i -> foldOf(examples.get(i).id()) == fold)
                .boxed()
                .toList();
    }

    /** The same for an example whatever others there are, so that later models can be compared on it. */
    private static int foldOf(long id) {
        long hash = (id + 1) * 0x9e3779b97f4a7c15L;
        return (int) Math.floorMod(hash ^ hash >>> 32, (long) FOLDS);
    }
}
