package io.ticketkit.classify;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What examples teach: a trained model, and as long as there are few of them the examples themselves.
 *
 * @param labels how many labels there are
 * @param vocabulary the grams it knows
 * @param linear the trained model, or null where there are too few examples
 * @param lexiconSeen whether the lexicon's probabilities were among its features
 * @param examples the examples, the newest, while texts are compared with them; else empty
 */
record Learned(
        int labels,
        GramVocabulary vocabulary,
        @Nullable LinearModel linear,
        boolean lexiconSeen,
        List<Neighbour> examples) {
    /** Below it nothing is trained: the lexicon alone does better. */
    static final int FEW = 15;
    /** From here on the lexicon is one voice among the features. */
    static final int MANY = 100;
    /** With more, as many features of each example would take too long; the lexicon is multiplied with instead. */
    private static final int MOST_VOICES = 200;

    private static final double LEXICON_COUNTS = 0.3;
    /** Texts about different matters share less. */
    private static final double LEAST_SIMILAR = 0.1;

    record Neighbour(SparseVector vector, int label) {}

    /**
     * One example, ready to be learned.
     *
     * @param vector its grams
     * @param matter the grams of its words that say something about the matter
     * @param lexicon logarithms of the lexicon's probabilities
     * @param label the index of its label
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Prepared(SparseVector vector, SparseVector matter, double[] lexicon, int label) {}

    /**
     * Learns.
     *
     * @param vocabulary of these examples and perhaps others
     * @param examples at least one, in an order that depends on nothing else
     * @param labels how many labels there are
     * @param evidence how many examples there are in all, of which these may be a part
     */
    static Learned from(GramVocabulary vocabulary, List<Prepared> examples, int labels, int evidence, long seed) {
        boolean trainable = evidence >= FEW
                && examples.stream().map(Prepared::label).distinct().count() > 1;
        boolean compared = !trainable || evidence < MANY;
        List<Neighbour> neighbours = examples.stream()
                .skip(compared ? Math.max(0, examples.size() - LearnedModel.MOST_NEIGHBOURS) : examples.size())
                .map(example -> new Neighbour(example.matter(), example.label()))
                .toList();
        boolean lexiconSeen = trainable && evidence >= MANY && labels <= MOST_VOICES;
        LinearModel linear = trainable ? trained(vocabulary, examples, labels, lexiconSeen, seed) : null;
        return new Learned(labels, vocabulary, linear, lexiconSeen, neighbours);
    }

    private static LinearModel trained(
            GramVocabulary vocabulary, List<Prepared> examples, int labels, boolean lexiconSeen, long seed) {
        List<SparseVector> vectors = examples.stream()
                .map(example -> lexiconSeen
                        ? example.vector().with(vocabulary.size(), scaled(example.lexicon()))
                        : example.vector())
                .toList();
        int[] answers = examples.stream().mapToInt(Prepared::label).toArray();
        return LinearModel.train(vectors, answers, labels, vocabulary.size() + (lexiconSeen ? labels : 0), seed);
    }

    private static double[] scaled(double[] lexicon) {
        double mean = Arrays.stream(lexicon).average().orElse(0);
        return Arrays.stream(lexicon)
                .map(value -> (value - mean) * LEXICON_COUNTS)
                .toArray();
    }

    /** About how many bytes it takes. */
    long memory() {
        long neighbours = examples.stream()
                .mapToLong(example -> 8L * example.vector().size())
                .sum();
        return 64L * vocabulary.size() + 2L * labels * (linear == null ? 0 : vocabulary.size()) + neighbours;
    }

    Blend.Parts parts(Grams text, double[] lexicon) {
        SparseVector vector = vocabulary.vector(text);
        SparseVector matter = examples.isEmpty() ? vector : vocabulary.vector(text.matter());
        return parts(vector, matter, lexicon);
    }

    Blend.Parts parts(Prepared text) {
        return parts(text.vector(), text.matter(), text.lexicon());
    }

    private Blend.Parts parts(SparseVector vector, SparseVector matter, double[] lexicon) {
        double[] scores = linear == null
                ? new double[labels]
                : linear.scores(lexiconSeen ? vector.with(vocabulary.size(), scaled(lexicon)) : vector);
        return new Blend.Parts(lexicon, scores, similarities(matter));
    }

    boolean isSimilar(Grams text, int label) {
        return similarities(vocabulary.vector(text.matter()))[label] >= LEAST_SIMILAR;
    }

    private static double cosine(SparseVector one, SparseVector other) {
        double lengths = Math.sqrt(one.dot(one)) * Math.sqrt(other.dot(other));
        return lengths == 0 ? 0 : one.dot(other) / lengths;
    }

    private double[] similarities(SparseVector vector) {
        double[] similar = new double[labels];
        for (Neighbour example : examples) {
            double cosine = cosine(vector, example.vector());
            // as if each were an independent witness
            similar[example.label()] = 1 - (1 - similar[example.label()]) * (1 - cosine * cosine);
        }
        return similar;
    }

    /** How much each word of a text speaks for a label, in the logarithm of its probability; by the word as written. */
    Map<String, Double> wordWeights(Grams text, int label, Blend blend) {
        Map<String, Double> weights = new LinkedHashMap<>();
        if (linear != null) {
            SparseVector vector = vocabulary.vector(text);
            spread(text, vector.times(i -> blend.learned() * linear.preference(i, label)), weights);
        }
        if (!examples.isEmpty()) {
            similar(text.matter(), label, blend, weights);
        }
        return weights;
    }

    private void similar(Grams matter, int label, Blend blend, Map<String, Double> weights) {
        SparseVector vector = vocabulary.vector(matter);
        examples.stream()
                .filter(example -> example.label() == label)
                .max(Comparator.comparingDouble(example -> vector.dot(example.vector())))
                .ifPresent(nearest -> {
                    double cosine = cosine(vector, nearest.vector());
                    SparseVector common = vector.times(nearest.vector());
                    double all = common.sum();
                    double weight = all == 0 ? 0 : blend.neighbours() * cosine * cosine / all;
                    spread(matter, common.times(i -> weight), weights);
                });
    }

    /** Gives each word the weights of the grams in it. */
    private void spread(Grams text, SparseVector features, Map<String, Double> weights) {
        LongIndex places = new LongIndex(features.size());
        for (int i = 0; i < features.size(); i++) {
            places.put(features.index()[i] * 2L, i);
        }
        LongIndex times = new LongIndex(text.size());
        for (int gram = 0; gram < text.size(); gram++) {
            times.count(text.hash(gram));
        }
        for (int gram = 0; gram < text.size(); gram++) {
            int feature = vocabulary.indexOf(text.hash(gram));
            int place = feature < 0 ? -1 : places.get(feature * 2L);
            if (place >= 0) {
                String word = text.tokens().get(text.position(gram)).surface();
                weights.merge(word, (double) features.value()[place] / times.get(text.hash(gram)), Double::sum);
            }
        }
    }

    /** How much the lexicon's words speak for a label, in the logarithm of its probability. */
    double lexiconWeight(double[] lexicon, int label, Blend blend) {
        double mean = Arrays.stream(lexicon).average().orElse(0);
        double weight = blend.lexicon() * (lexicon[label] - mean);
        if (linear != null && lexiconSeen) {
            double[] scaled = scaled(lexicon);
            for (int i = 0; i < scaled.length; i++) {
                weight += blend.learned() * linear.preference(vocabulary.size() + i, label) * scaled[i];
            }
        }
        return weight;
    }

    void write(DataOutput out) throws IOException {
        vocabulary.write(out);
        out.writeBoolean(linear != null);
        out.writeBoolean(lexiconSeen);
        if (linear != null) {
            linear.write(out);
        }
        out.writeInt(examples.size());
        for (Neighbour example : examples) {
            out.writeInt(example.label());
            out.writeInt(example.vector().size());
            for (int i = 0; i < example.vector().size(); i++) {
                out.writeInt(example.vector().index()[i]);
                out.writeFloat(example.vector().value()[i]);
            }
        }
    }

    static Learned read(DataInput in, int labels) throws IOException {
        GramVocabulary vocabulary = GramVocabulary.read(in);
        boolean trained = in.readBoolean();
        boolean lexiconSeen = in.readBoolean();
        LinearModel linear = trained ? LinearModel.read(in, labels) : null;
        int count = Lengths.checked(in.readInt(), LearnedModel.MOST_NEIGHBOURS);
        List<Neighbour> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = Lengths.checked(in.readInt(), labels - 1);
            int size = Lengths.checked(in.readInt(), vocabulary.size());
            int[] index = new int[size];
            float[] value = new float[size];
            for (int j = 0; j < size; j++) {
                index[j] = Lengths.checked(in.readInt(), vocabulary.size() - 1);
                value[j] = in.readFloat();
            }
            examples.add(new Neighbour(new SparseVector(index, value), label));
        }
        return new Learned(labels, vocabulary, linear, lexiconSeen, examples);
    }
}
