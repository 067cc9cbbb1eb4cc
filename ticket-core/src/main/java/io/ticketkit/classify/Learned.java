package io.ticketkit.classify;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What examples teach: a trained model, or, of very few of them, the examples themselves.
 *
 * @param labels how many labels there are
 * @param vocabulary the grams it knows
 * @param linear the trained model, or null where there are too few examples
 * @param lexiconSeen whether the lexicon's probabilities were among its features
 * @param examples the examples when they were too few, else empty
 */
record Learned(
        int labels,
        Vocabulary vocabulary,
        @Nullable LinearModel linear,
        boolean lexiconSeen,
        List<Neighbour> examples) {
    /** Below it nothing is trained: the lexicon alone does better. */
    static final int FEW = 15;
    /** From here on the lexicon is one voice among the features. */
    static final int MANY = 100;

    private static final double LEXICON_COUNTS = 0.3;
    /** Texts about different things share this much by chance. */
    private static final double CHANCE = 0.3;

    record Neighbour(SparseVector vector, int label) {}

    /**
     * One example, ready to be learned.
     *
     * @param vector its grams
     * @param lexicon logarithms of the lexicon's probabilities
     * @param label the index of its label
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Prepared(SparseVector vector, double[] lexicon, int label) {}

    /**
     * Learns.
     *
     * @param vocabulary of these examples and perhaps others
     * @param examples at least one, in an order that depends on nothing else
     * @param labels how many labels there are
     */
    static Learned from(Vocabulary vocabulary, List<Prepared> examples, int labels, long seed) {
        boolean trainable = examples.size() >= FEW
                && examples.stream().map(Prepared::label).distinct().count() > 1;
        if (!trainable) {
            List<Neighbour> neighbours = examples.stream()
                    .skip(Math.max(0, examples.size() - LearnedModel.MOST_NEIGHBOURS))
                    .map(example -> new Neighbour(example.vector(), example.label()))
                    .toList();
            return new Learned(labels, vocabulary, null, false, neighbours);
        }
        boolean lexiconSeen = examples.size() >= MANY;
        List<SparseVector> vectors = examples.stream()
                .map(example -> lexiconSeen
                        ? example.vector().with(vocabulary.size(), scaled(example.lexicon()))
                        : example.vector())
                .toList();
        int[] answers = examples.stream().mapToInt(Prepared::label).toArray();
        int features = vocabulary.size() + (lexiconSeen ? labels : 0);
        LinearModel linear = LinearModel.train(vectors, answers, labels, features, seed);
        return new Learned(labels, vocabulary, linear, lexiconSeen, List.of());
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

    Blend.Parts parts(SparseVector vector, double[] lexicon) {
        double[] scores = linear == null
                ? new double[labels]
                : linear.scores(lexiconSeen ? vector.with(vocabulary.size(), scaled(lexicon)) : vector);
        return new Blend.Parts(lexicon, scores, similarities(vector));
    }

    private double[] similarities(SparseVector vector) {
        double[] similar = new double[labels];
        double own = Math.sqrt(vector.dot(vector));
        for (Neighbour example : examples) {
            double length = own * Math.sqrt(example.vector().dot(example.vector()));
            double cosine = length == 0 ? 0 : vector.dot(example.vector()) / length;
            similar[example.label()] = Math.max(similar[example.label()], (cosine - CHANCE) / (1 - CHANCE));
        }
        return similar;
    }

    /** How much each token of a text speaks for a label, in the logarithm of its probability. */
    double[] tokenWeights(Grams text, int label, Blend blend) {
        double[] weights = new double[text.tokens().size()];
        if (linear == null) {
            return weights;
        }
        SparseVector vector = vocabulary.vector(text);
        LongIndex positions = new LongIndex(vector.size());
        for (int i = 0; i < vector.size(); i++) {
            positions.put(vector.index()[i] * 2L, i);
        }
        LongIndex times = new LongIndex(text.size());
        for (int gram = 0; gram < text.size(); gram++) {
            times.count(text.hash(gram));
        }
        for (int gram = 0; gram < text.size(); gram++) {
            int feature = vocabulary.indexOf(text.hash(gram));
            if (feature >= 0) {
                double value = vector.value()[positions.get(feature * 2L)] / times.get(text.hash(gram));
                weights[text.position(gram)] += blend.learned() * linear.preference(feature, label) * value;
            }
        }
        return weights;
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
        Vocabulary vocabulary = Vocabulary.read(in);
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
