package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ticket was merged into another, where it goes on; nothing was written. */
public final class TicketMergedException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** The merged ticket. */
    private final long id;
    /** Where it went, or null. */
    private final @Nullable Long original;

    /**
     * Made by TicketKit.
     *
     * @param id the merged ticket
     * @param original where it went, or null when the actor may not see that ticket
     */
    public TicketMergedException(TicketId id, @Nullable TicketId original) {
        super("Ticket " + id + " was merged into "
                + (original == null ? "another ticket." : "ticket " + original + ": use that one."));
        this.id = id.value();
        this.original = original == null ? null : original.value();
    }

    /** {@return the merged ticket: its id} */
    public TicketId id() {
        return new TicketId(id);
    }

    /** {@return the ticket to use instead: its id, or empty when the actor may not see it} */
    public Optional<TicketId> original() {
        return Optional.ofNullable(original).map(TicketId::new);
    }
}
