package io.ticketkit;

/** The cursor is damaged, or was made for another filter, order, tenant or actor. Start at the first page again. */
public final class InvalidCursorException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** Made by TicketKit. */
    public InvalidCursorException() {
        super(
                "This cursor is damaged or belongs to another filter, order, tenant or actor: start at the first page again.");
    }
}
