package io.ticketkit;

/** What happens to a ticket once it was created, and takes time. Will grow: a switch over it needs a default. */
public enum TicketMilestone {
    /** Staff replied for the first time: {@link Ticket#firstResponseAt()}. */
    FIRST_RESPONSE,
    /** It was resolved or closed, for the last time until now: {@link Ticket#resolvedAt()}. */
    RESOLUTION;

    /** {@return the name used in JSON: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }
}
