package io.ticketkit;

/**
 * Removes what the host no longer wants kept, ends erasings that were broken off, and has this node forget who was erased on
 * another. Thread-safe; any number of threads, on any number of nodes, may work at once.
 */
public interface RetentionWorker {
    /**
     * Goes on with erasings of people that began more than five minutes ago and have not ended, then looks at each tenant
     * and removes some of what is due: of each kind a few hundred at most, each ticket in a short transaction of its own.
     * What fails is logged and tried again the next time; it keeps nothing else, not even in the same tenant. A before-commit
     * listener that throws on {@link TicketEvent.Erased} keeps its ticket.
     *
     * @return how much was removed: with more than 0 there may be more to do at once
     * @throws StorageException when the storage fails before it was known what is due
     */
    int tick();
}
