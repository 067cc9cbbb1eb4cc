package io.ticketkit;

import java.util.Optional;

/** By what a {@link Breakdown} counts tickets. Will grow: a switch over it needs a default. */
public enum TicketDimension {
    /** By category. */
    CATEGORY,
    /** By priority. */
    PRIORITY,
    /** By status. */
    STATUS,
    /** By sentiment. */
    SENTIMENT,
    /** By the {@link Source} of the category: who or what chose it. */
    SOURCE,
    /** By the channel through which they came. */
    CHANNEL,
    /** By assignee. */
    ASSIGNEE,
    /** By team. */
    TEAM,
    /** By tag: a ticket counts for each of its tags. */
    TAG;

    /** {@return the name used in JSON: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the dimension, or empty when there is none of that name
     */
    public static Optional<TicketDimension> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
