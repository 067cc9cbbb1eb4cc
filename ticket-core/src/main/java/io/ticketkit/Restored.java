package io.ticketkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a ticket that was put back.
 *
 * @param outcome what
 * @param ticket its id here, or null when it was refused
 * @param violations why it was refused, all reasons at once; else none
 */
public record Restored(Outcome outcome, @Nullable TicketId ticket, List<Violation> violations) {
    /** What can become of it. */
    public enum Outcome {
        /** It is here now. */
        MADE,
        /** It was here before; nothing was written. */
        PRESENT,
        /** It cannot be stored; nothing was written. */
        REFUSED
    }

    /**
     * Copies the list.
     *
     * @param outcome what
     * @param ticket its id here, or null when it was refused
     * @param violations why it was refused; else none
     */
    public Restored {
        violations = List.copyOf(violations);
    }
}
