package io.ticketkit.classify;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * For each label a linear function of the features that is positive where the label is likely: a support vector machine
 * of one label against the rest (L2 loss, dual coordinate descent, by LIBLINEAR: Fan et al., Journal of Machine Learning
 * Research 9, 2008). Weights are kept in 16 bits each.
 */
final class LinearModel {
    /** What a support vector machine says where a label is out of the question. */
    static final double UNLIKELY = -1;

    private static final double COST = 1;
    private static final double TOLERANCE = 0.1;
    private static final int MOST_ITERATIONS = 300;

    private final int labels;
    private final float[] scale;
    private final short[] weights;

    private LinearModel(int labels, float[] scale, short[] weights) {
        this.labels = labels;
        this.scale = scale;
        this.weights = weights;
    }

    /**
     * Trains.
     *
     * @param vectors the examples
     * @param answers for each the index of its label; at least two different ones
     * @param labels how many labels there are; those without example get {@link #UNLIKELY}
     * @param features how many features there are
     */
    static LinearModel train(List<SparseVector> vectors, int[] answers, int labels, int features, long seed) {
        // it prints to System.out otherwise, and has no other switch than this one for the whole JVM
        Linear.disableDebugOutput();
        Problem problem = new Problem();
        problem.l = vectors.size();
        // one more that is always 1
        problem.n = features + 1;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            problem.x[i] = nodes(vectors.get(i), features);
            problem.y[i] = answers[i];
        }
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, COST, TOLERANCE);
        parameter.setMaxIters(MOST_ITERATIONS);
        parameter.setRandom(new Random(seed));
        return of(Linear.train(problem, parameter), labels, features + 1);
    }

    private static Feature[] nodes(SparseVector vector, int features) {
        Feature[] nodes = new Feature[vector.size() + 1];
        for (int i = 0; i < vector.size(); i++) {
            nodes[i] = new FeatureNode(vector.index()[i] + 1, vector.value()[i]);
        }
        nodes[vector.size()] = new FeatureNode(features + 1, 1);
        return nodes;
    }

    private static LinearModel of(Model model, int labels, int rows) {
        int[] trained = model.getLabels();
        double[] all = model.getFeatureWeights();
        boolean pair = trained.length == 2;
        int columns = pair ? 1 : trained.length;
        double[][] byLabel = new double[labels][];
        for (int c = 0; c < trained.length; c++) {
            byLabel[trained[c]] = new double[rows];
            for (int row = 0; row < rows; row++) {
                // of two labels only the first is trained, the other is its opposite
                byLabel[trained[c]][row] = pair ? (c == 0 ? all[row] : -all[row]) : all[row * columns + c];
            }
        }
        float[] scale = new float[labels];
        short[] weights = new short[rows * labels];
        for (int label = 0; label < labels; label++) {
            double[] column = byLabel[label];
            if (column == null) {
                column = new double[rows];
                column[rows - 1] = UNLIKELY;
            }
            double largest = Arrays.stream(column).map(Math::abs).max().orElse(0);
            scale[label] = (float) (largest / Short.MAX_VALUE);
            for (int row = 0; row < rows && largest > 0; row++) {
                weights[row * labels + label] = (short) Math.round(column[row] / largest * Short.MAX_VALUE);
            }
        }
        return new LinearModel(labels, scale, weights);
    }

    double[] scores(SparseVector vector) {
        double[] scores = new double[labels];
        int last = weights.length / labels - 1;
        for (int label = 0; label < labels; label++) {
            scores[label] = weights[last * labels + label];
        }
        for (int i = 0; i < vector.size(); i++) {
            int row = vector.index()[i] * labels;
            double value = vector.value()[i];
            for (int label = 0; label < labels; label++) {
                scores[label] += weights[row + label] * value;
            }
        }
        for (int label = 0; label < labels; label++) {
            scores[label] *= scale[label];
        }
        return scores;
    }

    /** How much more a feature speaks for a label than for the others. */
    double preference(int feature, int label) {
        double sum = 0;
        for (int other = 0; other < labels; other++) {
            sum += weight(feature, other);
        }
        return labels < 2 ? 0 : weight(feature, label) - (sum - weight(feature, label)) / (labels - 1);
    }

    private double weight(int feature, int label) {
        return weights[feature * labels + label] * (double) scale[label];
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(weights.length / labels);
        for (float s : scale) {
            out.writeFloat(s);
        }
        for (short weight : weights) {
            out.writeShort(weight);
        }
    }

    static LinearModel read(DataInput in, int labels) throws IOException {
        int rows = Lengths.checked(in.readInt(), LearnedModel.MOST_WEIGHTS / labels);
        float[] scale = new float[labels];
        for (int i = 0; i < labels; i++) {
            scale[i] = in.readFloat();
        }
        short[] weights = new short[rows * labels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readShort();
        }
        return new LinearModel(labels, scale, weights);
    }
}
