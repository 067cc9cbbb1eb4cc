package io.ticketkit;

import java.util.Set;

/**
 * What came of classifying a ticket again, see {@link TicketRuns#reclassify}.
 *
 * @param ticket as it is now
 * @param classification what the classifiers say of it: complete, with a title
 * @param applied fields that took over the suggested value, possibly the one they had; none when the text changed
 *     meanwhile
 */
public record Reclassified(Ticket ticket, Classification classification, Set<ClassifiedField> applied) {
    /**
     * Copies the set.
     *
     * @param ticket as above
     * @param classification as above
     * @param applied as above
     */
    public Reclassified {
        applied = Set.copyOf(applied);
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "Reclassified[" + ticket.id() + ", " + applied + "]";
    }
}
