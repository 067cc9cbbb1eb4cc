package io.ticketkit.memory;

import io.ticketkit.testkit.StorageHarness;
import io.ticketkit.testkit.TicketStorageContract;

class InMemoryStorageTest extends TicketStorageContract {
    private static final InMemoryTicketStorage STORAGE = new InMemoryTicketStorage();

    @Override
    public StorageHarness harness() {
        return number -> STORAGE;
    }
}
