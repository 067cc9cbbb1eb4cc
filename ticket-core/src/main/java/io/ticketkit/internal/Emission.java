package io.ticketkit.internal;

import io.ticketkit.TicketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one transaction tells, and what is to be done once it is committed. */
final class Emission implements Consumer<TicketEvent> {
    private final EventPublisher events;
    private final List<TicketEvent> emitted = new ArrayList<>();
    private final List<Runnable> actions = new ArrayList<>();

    Emission(EventPublisher events) {
        this.events = events;
    }

    @Override
    public void accept(TicketEvent event) {
        events.inTransaction(event);
        emitted.add(event);
    }

    /** Does something once the transaction is committed, and never when it is not. It does not throw. */
    void afterCommit(Runnable action) {
        actions.add(action);
    }

    void lastInTransaction() {
        events.lastInTransaction(emitted, actions);
    }

    void committed() {
        events.committed(emitted, actions);
    }
}
