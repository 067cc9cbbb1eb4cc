package io.ticketkit.jpa;

import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;

/** Is there, and does nothing. */
record NamedHandler(String name) implements OutboxHandler {
    @Override
    public void handle(OutboxEvent event) {
        // nothing
    }
}
