package io.ticketkit;

/**
 * Learns from what people decided about tickets, and has this node use what any node has learned. Thread-safe; any
 * number of threads, on any number of nodes, may work at once: no tenant is learned from by two of them.
 */
public interface LearningWorker {
    /**
     * Takes up the models other nodes have learned, then looks after some tenants that are due: learns from their tickets
     * what changed since it was learned last, outside any transaction, on the caller's thread. Takes as long as the
     * learning does: seconds for a tenant with thousands of decisions. A tenant that fails is logged and tried again
     * when it is due next; it keeps nothing from the others.
     *
     * @return how many tenants were looked after: with more than 0 there may be more to do at once
     * @throws StorageException when the storage fails before it was known who is due
     */
    int tick();
}
