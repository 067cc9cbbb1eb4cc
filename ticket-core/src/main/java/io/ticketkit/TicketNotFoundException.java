package io.ticketkit;

/** There is no such ticket, or the actor may not see it; which of the two is not told. */
public final class TicketNotFoundException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** The id asked for. */
    private final long id;

    /**
     * Made by TicketKit.
     *
     * @param id the id asked for
     */
    public TicketNotFoundException(TicketId id) {
        super("Ticket " + id + " was not found.");
        this.id = id.value();
    }

    /** {@return the id asked for} */
    public TicketId id() {
        return new TicketId(id);
    }
}
