package io.ticketkit.classify;

import io.ticketkit.Limits;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;

/** From priority, tone and words of haste to a score. */
final class UrgencyRule {
    private static final double POINTS_PER_WEIGHT = 8;
    private static final double MOST_FOR_HASTE = 16;

    private UrgencyRule() {}

    static int score(Priority priority, Sentiment sentiment, double haste) {
        int base = switch (priority) {
            case LOW -> 15;
            case MEDIUM -> 40;
            case HIGH -> 68;
            case CRITICAL -> 88;
        };
        int tone = switch (sentiment) {
            case CALM -> -5;
            case NEUTRAL -> 0;
            case FRUSTRATED -> 5;
            case ANGRY -> 10;
        };
        long extra = Math.round(Math.min(MOST_FOR_HASTE, haste * POINTS_PER_WEIGHT));
        return (int) Math.max(0, Math.min(Limits.URGENCY, base + tone + extra));
    }
}
