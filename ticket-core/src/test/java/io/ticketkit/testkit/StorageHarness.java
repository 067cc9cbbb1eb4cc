package io.ticketkit.testkit;

import io.ticketkit.TransactionHooks;
import io.ticketkit.spi.TicketStorage;
import java.util.Optional;
import java.util.function.Supplier;

/** How {@link TicketStorageContract} gets at the storage it tests. Thread-safe. */
public interface StorageHarness {
    /**
     * A storage on the database under test; each number is a node of its own where that is possible.
     *
     * @param number 0 or 1
     * @return always the same one for the same number; the suite does not close it
     */
    TicketStorage node(int number);

    /**
     * Runs something the way a host does. With a storage that joins: in a transaction of the host, which is committed at
     * the end, or rolled back when the work throws. Without: as it is.
     *
     * @param work what to run
     * @param <T> what it returns
     * @return what it returned
     */
    default <T> T asHost(Supplier<T> work) {
        return work.get();
    }

    /** {@return the hooks a kit on a joining storage needs; empty where none are needed} */
    default Optional<TransactionHooks> hooks() {
        return Optional.empty();
    }
}
