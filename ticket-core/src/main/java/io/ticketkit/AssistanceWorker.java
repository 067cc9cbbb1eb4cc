package io.ticketkit;

/**
 * Drafts first replies to new tickets. Thread-safe; any number of threads, on any number of nodes, may work at once: no
 * draft is made by two of them.
 */
public interface AssistanceWorker {
    /**
     * Takes some tickets that wait for a draft, asks the assistant for all of them at once, on threads of the kit, and
     * stores each draft as an internal note, or as a reply where the {@link ReplyPolicy} wants it sent. A ticket that a
     * person has answered meanwhile gets none. Takes at most the time limit of assistance, and that of some short
     * transactions. A ticket that fails is logged, recorded and tried again later.
     *
     * @return how many came to an end, whatever the end was: with more than 0 there may be more to do at once
     * @throws StorageException when the storage fails before anything was asked
     */
    int tick();
}
