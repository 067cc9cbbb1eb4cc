package io.ticketkit.memory;

import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.testkit.AttachmentStoreContract;

class InMemoryAttachmentStoreTest extends AttachmentStoreContract {
    private static final AttachmentStore STORE = new InMemoryTicketStorage().attachmentStore();

    @Override
    protected AttachmentStore node(int number) {
        return STORE;
    }
}
