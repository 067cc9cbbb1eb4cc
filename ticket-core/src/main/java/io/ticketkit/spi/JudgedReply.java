package io.ticketkit.spi;

import io.ticketkit.Actor;
import io.ticketkit.RunId;
import io.ticketkit.Source;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said of a drafted reply, and what its run says of it.
 *
 * @param run which run drafted it
 * @param role the role of who said it
 * @param actor the id of who said it
 * @param helpful whether it helped
 * @param source what kind of assistant drafted it
 * @param model which model, or null when none is known of
 * @param confidence how sure it said it was, 0 to 1
 */
public record JudgedReply(
        RunId run,
        Actor.Role role,
        String actor,
        boolean helpful,
        Source source,
        @Nullable String model,
        double confidence) {
    /** Without the actor, who is personal. */
    @Override
    public String toString() {
        return "JudgedReply[run " + run + ", " + (helpful ? "helpful" : "not helpful") + ", " + confidence + "]";
    }
}
