package io.ticketkit.classify;

import io.ticketkit.Category;
import io.ticketkit.Source;
import io.ticketkit.Suggestion;
import io.ticketkit.Taxonomy;
import java.util.Arrays;
import java.util.List;

/** From evidence to a category with a probability. */
final class CategoryRule {
    /** Chosen so that of answers with confidence 0.8 about 80% are right. */
    private static final double SHARPNESS = 1.9;
    /** Below 1: the first words make an answer much surer, more of them only a little. */
    private static final double GROWTH = 0.75;
    /** Words up to which a text is short: in a longer one more is found by chance. */
    private static final double SHORT_TEXT = 60;

    /** How likely the fallback is when nothing is known. */
    private static final double NOTHING_KNOWN = 0.45;

    private static final double MOST = 0.98;

    private CategoryRule() {}

    /** For each active category how likely it is, in the order of {@link Taxonomy#active}; the sum is 1. */
    static double[] probabilities(Taxonomy taxonomy, Evidence evidence, int words) {
        List<Category> active = taxonomy.active();
        double sharpness = SHARPNESS / Math.sqrt(Math.max(1, words / SHORT_TEXT));
        double[] shares = new double[active.size()];
        double most = 0;
        for (int i = 0; i < shares.length; i++) {
            double score = score(evidence, active.get(i));
            most = Math.max(most, score);
            shares[i] = Math.exp(sharpness * Math.pow(score, GROWTH));
        }
        double others = Math.max(1, shares.length - 1);
        double start = Math.max(1, others * NOTHING_KNOWN / (1 - NOTHING_KNOWN));
        // the less is known, the more speaks for the fallback
        shares[active.indexOf(taxonomy.fallback())] *= Math.pow(start, Math.max(0, 1 - most));
        double sum = Arrays.stream(shares).sum();
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    static Suggestion<Category> decide(Taxonomy taxonomy, Evidence evidence, double[] probabilities) {
        List<Category> active = taxonomy.active();
        int best = active.indexOf(taxonomy.fallback());
        int fallback = best;
        for (int i = 0; i < probabilities.length; i++) {
            // on a tie the fallback loses: it stands for texts that say nothing else
            boolean tie = probabilities[i] == probabilities[best] && best == fallback;
            if (probabilities[i] > probabilities[best] || (tie && score(evidence, active.get(i)) > 0)) {
                best = i;
            }
        }
        double most = score(evidence, active.get(best)) == 0 ? NOTHING_KNOWN : MOST;
        return new Suggestion<>(active.get(best), Math.min(most, probabilities[best]), Source.KEYWORD);
    }

    private static double score(Evidence evidence, Category category) {
        // beyond this, more words make nothing surer, and the exponential stays finite
        return Math.min(20, evidence.total(Section.category(category.code())));
    }
}
