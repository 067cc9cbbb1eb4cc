package io.ticketkit.assist;

/**
 * A reply that a machine once wrote and people judged.
 *
 * @param text what it said
 * @param helpful whether people found that it helped
 */
public record FormerReply(String text, boolean helpful) {
    /** Nothing of the text. */
    @Override
    public String toString() {
        return "FormerReply[" + (helpful ? "helpful" : "not helpful") + "]";
    }
}
