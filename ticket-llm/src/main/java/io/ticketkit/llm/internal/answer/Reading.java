package io.ticketkit.llm.internal.answer;

import io.ticketkit.Category;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer says. What is missing it does not say, or not in a form of use.
 *
 * @param title as the model wrote it: with placeholders, and not to be trusted
 * @param rationale likewise
 * @param flags what was odd
 */
public record Reading(
        Optional<Category> category,
        Optional<Double> categoryConfidence,
        Optional<Priority> priority,
        Optional<Double> priorityConfidence,
        Optional<Sentiment> sentiment,
        Optional<Integer> urgency,
        Optional<String> title,
        Optional<String> rationale,
        Set<String> flags) {

    /** Whether anything of it is of use. */
    public boolean isUsable() {
        return category.isPresent()
                || priority.isPresent()
                || sentiment.isPresent()
                || urgency.isPresent()
                || title.isPresent();
    }

    /** Nothing of title and rationale. */
    @Override
    public String toString() {
        return "Reading[" + category + ", " + priority + ", " + sentiment + ", " + urgency + ", " + flags + "]";
    }
}
