package io.ticketkit.classify;

import java.util.List;

/**
 * How much the lexicon, what was learned, and similar examples count. Probabilities are proportional to the product of
 * the three, each to its power: a logarithmic opinion pool (Genest and Zidek, Statistical Science 1, 1986). Where there
 * are enough examples the powers are those under which answers about examples not learned from are likeliest, which
 * calibrates them at the same time (as temperature scaling does: Guo et al., ICML 2017).
 *
 * @param lexicon power of the lexicon's probabilities
 * @param learned power of what was learned
 * @param neighbours power of similar examples
 */
record Blend(double lexicon, double learned, double neighbours) {
    /** Makes the most similar example outweigh the lexicon when it is nearly the same text. */
    private static final double NEIGHBOURS = 8;

    /** Where nothing was trained, this much of the probability is given to all labels alike: one example proves little. */
    private static final double DOUBT = 0.1;

    private static final double[] NEIGHBOUR_POWERS = {0, 2, 4, 6, 8, 10};
    private static final double[] NO_NEIGHBOURS = {0};
    private static final double USUAL_NEIGHBOURS = 8;
    private static final double USUAL_LEXICON = 1.2;
    private static final double USUAL_LEARNED = 1.2;
    /** How many examples' worth the usual powers have: with few examples those found can be chance. */
    private static final double TRUST_IN_USUAL = 6;

    /** Of hundreds of examples; what fitting finds as a rule. */
    private static final Blend OF_MANY = new Blend(0.4, 3, 0);

    private static final int ENOUGH = 1_000;
    private static final int ENOUGH_PROBABILITIES = 200_000;

    private static final double[] LEXICON = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4, 1.6};
    private static final double LEAST_LEARNED = 0.4;
    private static final double MOST_LEARNED = 12;
    private static final double STEP = 1.15;

    /** Without a trained model: the lexicon, and examples where they are similar. */
    static Blend ofNeighbours() {
        return new Blend(1, 0, NEIGHBOURS);
    }

    /** Where a trained model could not be judged. */
    static Blend usual(boolean compared) {
        return compared ? new Blend(USUAL_LEXICON, USUAL_LEARNED, 0) : OF_MANY;
    }

    /**
     * What is known about one text, for each label.
     *
     * @param lexicon logarithms of the lexicon's probabilities
     * @param learned scores of the trained model
     * @param neighbours 0 to 1: how similar the examples of this label are
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Parts(double[] lexicon, double[] learned, double[] neighbours) {}

    /**
     * Finds the powers.
     *
     * @param texts that were not learned from
     * @param answers the index of the right label of each
     * @param compared whether texts are compared with examples
     */
    static Blend fitted(List<Parts> texts, int[] answers, boolean compared) {
        Blend best = usual(compared);
        double least = Double.MAX_VALUE;
        for (double lexicon : LEXICON) {
            for (double learned = LEAST_LEARNED; learned < MOST_LEARNED; learned *= STEP) {
                for (double neighbours : compared ? NEIGHBOUR_POWERS : NO_NEIGHBOURS) {
                    Blend blend = new Blend(lexicon, learned, neighbours);
                    double loss = blend.surprise(texts, answers) + TRUST_IN_USUAL * blend.unusualness();
                    if (loss < least) {
                        least = loss;
                        best = blend;
                    }
                }
            }
        }
        return best;
    }

    private double unusualness() {
        double ratio = Math.log(learned / USUAL_LEARNED);
        double similar = neighbours / USUAL_NEIGHBOURS - 1;
        return (lexicon - USUAL_LEXICON) * (lexicon - USUAL_LEXICON) + ratio * ratio + similar * similar;
    }

    private double surprise(List<Parts> texts, int[] answers) {
        double sum = 0;
        // so many tell as much as all, and sooner
        int enough = Math.min(ENOUGH, ENOUGH_PROBABILITIES / texts.get(0).lexicon().length);
        int step = 1 + answers.length / enough;
        for (int i = 0; i < answers.length; i += step) {
            sum -= Math.log(Math.max(1e-9, probabilities(texts.get(i))[answers[i]]));
        }
        return sum;
    }

    /** Of each label; the sum is 1. */
    double[] probabilities(Parts parts) {
        double[] result = new double[parts.lexicon().length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < result.length; i++) {
            result[i] =
                    lexicon * parts.lexicon()[i] + learned * parts.learned()[i] + neighbours * parts.neighbours()[i];
            largest = Math.max(largest, result[i]);
        }
        double sum = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.exp(result[i] - largest);
            sum += result[i];
        }
        double doubt = learned == 0 ? DOUBT : 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = (1 - doubt) * result[i] / sum + doubt / result.length;
        }
        return result;
    }
}
