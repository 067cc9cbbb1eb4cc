package io.ticketkit.testkit;

/** What the parts of {@link TicketStorageContract} have in common. */
interface StorageContract {
    /** {@return the storage under test; always the same one} */
    StorageHarness harness();

    /** {@return a new tenant on it} */
    default Desk desk() {
        return new Desk(harness());
    }
}
