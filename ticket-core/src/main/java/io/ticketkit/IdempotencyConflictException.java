package io.ticketkit;

/** The idempotency key was already used by this actor for another content; nothing was written. */
public final class IdempotencyConflictException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** Made by TicketKit. */
    public IdempotencyConflictException() {
        super("This idempotency key was already used with another content: use a new key for a new request.");
    }
}
