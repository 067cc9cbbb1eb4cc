package io.ticketkit;

/** A joining storage was used outside a transaction of the host. Begin one, or use a managed storage. */
public final class NoTransactionException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** Made by a storage. */
    public NoTransactionException() {
        super(
                "There is no active transaction to join: call TicketKit inside the host's transaction, "
                        + "or build it with a managed storage.",
                null);
    }
}
