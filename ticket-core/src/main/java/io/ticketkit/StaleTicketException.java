package io.ticketkit;

/** The ticket was changed since the caller read it; nothing was written. Look at {@link #current()} and decide again. */
public final class StaleTicketException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    private final transient Ticket current;

    /**
     * Made by TicketKit.
     *
     * @param expected the version the caller named
     * @param current the ticket as it is now
     */
    public StaleTicketException(long expected, Ticket current) {
        super("Ticket " + current.id() + " is at version " + current.version() + ", not " + expected
                + ": read it again and repeat the change, or use Expected.any().");
        this.current = current;
    }

    /** {@return the ticket as it is now: the current ticket} */
    public Ticket current() {
        return current;
    }
}
