package io.ticketkit;

/**
 * How a list is ordered; equal ones follow by id. Paging by creation time shows every ticket that was
 * committed before the first page exactly once; in the other orders a ticket that changes meanwhile may show twice or be missed.
 */
public enum TicketOrder {
    /** Latest created first. */
    NEWEST,
    /** Earliest created first. */
    OLDEST,
    /** Highest priority first. */
    PRIORITY,
    /** Highest urgency score first. */
    URGENCY,
    /** Latest changed first. */
    RECENTLY_UPDATED
}
