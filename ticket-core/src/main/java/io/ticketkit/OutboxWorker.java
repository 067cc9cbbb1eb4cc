package io.ticketkit;

/**
 * Delivers events to the handlers of a kit. Thread-safe; any number of threads, on any number of nodes, may work at once:
 * of a ticket no two events are with the same handler, and none is delivered twice unless somebody crashed or took longer
 * than its lease.
 */
public interface OutboxWorker {
    /**
     * Takes for every handler some events that are due, of each ticket the oldest, has them handled on threads of the
     * kit, and records what came of them.
     *
     * @return how many events were settled, delivered or failed: with more than 0 there may be more to do at once
     * @throws StorageException when the storage fails. What was under way then is delivered again when its lease has
     *     ended
     */
    int tick();
}
