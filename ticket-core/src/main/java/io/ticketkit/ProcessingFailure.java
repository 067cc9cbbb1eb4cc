package io.ticketkit;

import java.util.Optional;

/** Why a ticket was not processed, or a job stopped. Will grow: a switch over it needs a default. */
public enum ProcessingFailure {
    /** The draft is not valid; {@link ProcessedTicket#detail()} names the fields. */
    INVALID,
    /** There is no such ticket, the actor may not see it, or it was erased. */
    NOT_FOUND,
    /** The source failed, again and again. */
    SOURCE,
    /** The sink failed, again and again. */
    SINK,
    /** The day's budget for models is spent. */
    BUDGET_SPENT,
    /** The storage failed, again and again. */
    STORAGE,
    /** A listener refused the change, or something failed that nobody expected. */
    REFUSED;

    /** {@return the name used in JSON and in the database: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the failure, or empty when there is none of that name
     */
    public static Optional<ProcessingFailure> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
