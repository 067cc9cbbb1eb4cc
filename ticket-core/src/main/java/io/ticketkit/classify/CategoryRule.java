package io.ticketkit.classify;

import io.ticketkit.Category;
import io.ticketkit.Source;
import io.ticketkit.Suggestion;
import io.ticketkit.Taxonomy;
import java.util.List;

/** From evidence to a category with a probability. */
final class CategoryRule {
    /** Chosen so that of answers with confidence 0.8 about 80% are right. */
    private static final double SHARPNESS = 1.0;
    /** Words up to which a text is short: in a longer one more is found by chance. */
    private static final double SHORT_TEXT = 60;

    private static final double NOTHING_KNOWN = 0.4;
    private static final double MOST = 0.97;

    private CategoryRule() {}

    static Suggestion<Category> decide(Taxonomy taxonomy, Evidence evidence, int words) {
        List<Category> active = taxonomy.active();
        double sharpness = SHARPNESS / Math.sqrt(Math.max(1, words / SHORT_TEXT));
        Category best = taxonomy.fallback();
        double bestScore = score(evidence, best);
        double sum = 0;
        for (Category category : active) {
            double score = score(evidence, category);
            sum += Math.exp(sharpness * score);
            // on a tie the fallback loses: it stands for texts that say nothing else
            if (score > bestScore || (score == bestScore && score > 0 && best.equals(taxonomy.fallback()))) {
                best = category;
                bestScore = score;
            }
        }
        double share = Math.exp(sharpness * bestScore) / sum;
        double confidence = bestScore == 0 ? Math.min(NOTHING_KNOWN, share) : Math.min(MOST, share);
        return new Suggestion<>(best, confidence, Source.KEYWORD);
    }

    private static double score(Evidence evidence, Category category) {
        // beyond this, more words make nothing surer, and the exponential stays finite
        return Math.min(20, evidence.total(Section.category(category.code())));
    }
}
