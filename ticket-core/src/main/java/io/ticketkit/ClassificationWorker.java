package io.ticketkit;

/**
 * Works off what waits for the classifier in background mode. Thread-safe; any number of threads, on any number of
 * nodes, may work at once: no run is made by two of them.
 */
public interface ClassificationWorker {
    /**
     * Takes some runs that are due, asks the classifier for all of them at once, on threads of the kit, and applies
     * what it says. Takes at most the time one classification may take, and that of some short transactions. A
     * ticket that fails is logged, recorded and tried again later; it keeps nothing from the others.
     *
     * @return how many runs came to an end, whatever the end was: with more than 0 there may be more to do at once
     * @throws StorageException when the storage fails before anything was asked
     */
    int tick();
}
