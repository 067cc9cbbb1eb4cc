package io.ticketkit;

import org.jspecify.annotations.Nullable;

/** The root of everything TicketKit throws on purpose. Messages never carry a ticket's text or a person's id. */
public abstract class TicketKitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * For subclasses.
     *
     * @param message what happened and what the caller can do
     */
    protected TicketKitException(String message) {
        super(message);
    }

    /**
     * For subclasses.
     *
     * @param message what happened and what the caller can do
     * @param cause why, or null when there is nothing to add
     */
    protected TicketKitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
