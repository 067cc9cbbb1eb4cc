package io.ticketkit.classify;

import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.Suggestion;

/**
 * From severity and scope to a priority. Severity gives the level; a problem that touches several people is one level
 * up, one that touches a single person is not critical.
 */
final class PriorityRule {
    /** Evidence of this weight is enough. */
    private static final double ENOUGH = 1;

    private static final double QUESTION = 1;
    private static final double LESS_FOR_HIGH = 0.12;
    private static final double NOTHING_KNOWN = 0.45;
    /** Words up to which one question makes a text a question. */
    private static final double SHORT_TEXT = 40;

    /** How likely a level is that lies 0, 1, 2, 3 levels beside the suggested one, compared with each other. */
    private static final double[] BESIDE = {0, 1, 0.3, 0.1};

    private PriorityRule() {}

    /** For each priority how likely it is, from least to most; the sum is 1. */
    static double[] probabilities(Suggestion<Priority> suggested) {
        Priority[] all = Priority.values();
        double[] shares = new double[all.length];
        double sum = 0;
        for (Priority other : all) {
            shares[other.rank()] =
                    BESIDE[Math.abs(other.rank() - suggested.value().rank())];
            sum += shares[other.rank()];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] *= (1 - suggested.confidence()) / sum;
        }
        shares[suggested.value().rank()] = suggested.confidence();
        return shares;
    }

    static Suggestion<Priority> decide(Evidence evidence, Tokenizer text) {
        double critical = evidence.total(Section.CRITICAL);
        double high = critical + evidence.total(Section.HIGH);
        double problem = high + evidence.total(Section.MEDIUM);
        double low = evidence.total(Section.LOW);
        // praise asks for nothing
        double bother = problem + evidence.total(Section.FRUSTRATED) + evidence.total(Section.ANGRY);
        double calm = bother == 0 ? evidence.total(Section.CALM) : 0;
        // who reports no problem and only asks can wait
        low += bother == 0 && text.questions() > 0 ? QUESTION : 0;
        double length = Math.max(1, text.tokens().size() / SHORT_TEXT);
        Priority severity = severity(critical, high, problem, (low + calm) / length);
        Priority priority = withScope(severity, evidence, problem);
        double strength = switch (severity) {
            case CRITICAL -> critical;
            case HIGH -> high;
            case MEDIUM -> problem;
            case LOW -> low + calm;
        };
        return new Suggestion<>(priority, confidence(priority, strength, priority != severity), Source.KEYWORD);
    }

    private static Priority severity(double critical, double high, double problem, double low) {
        if (critical >= ENOUGH) {
            return Priority.CRITICAL;
        }
        if (high >= ENOUGH) {
            return Priority.HIGH;
        }
        // "a minor problem" is minor, "a problem, and a question" is not
        return low >= ENOUGH && low > problem ? Priority.LOW : Priority.MEDIUM;
    }

    private static Priority withScope(Priority severity, Evidence evidence, double problem) {
        double all = evidence.total(Section.ALL);
        double many = all + evidence.total(Section.MANY);
        boolean single = evidence.total(Section.ONE) >= ENOUGH && many < ENOUGH;
        return switch (severity) {
            case CRITICAL -> single ? Priority.HIGH : Priority.CRITICAL;
            case HIGH -> all >= ENOUGH ? Priority.CRITICAL : Priority.HIGH;
            case MEDIUM -> problem >= ENOUGH && many >= ENOUGH ? Priority.HIGH : Priority.MEDIUM;
            case LOW -> Priority.LOW;
        };
    }

    /**
     * Rises with the evidence; a level that only the scope gave is a little less sure. Haste is claimed more often than it
     * is meant, so "high" is right less often than "medium".
     */
    private static double confidence(Priority priority, double strength, boolean shifted) {
        if (strength <= 0) {
            return NOTHING_KNOWN;
        }
        double sure = 0.9 - 0.4 * Math.exp(-0.8 * strength);
        double level = priority == Priority.HIGH ? LESS_FOR_HIGH : 0;
        return sure - level - (shifted ? 0.05 : 0);
    }
}
