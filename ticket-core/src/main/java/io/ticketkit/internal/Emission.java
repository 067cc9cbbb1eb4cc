package io.ticketkit.internal;

import io.ticketkit.TicketEvent;
import io.ticketkit.spi.QueuedEvent;
import io.ticketkit.spi.TicketWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one transaction tells, stores to be delivered, and leaves to be done once it is committed. */
final class Emission implements Consumer<TicketEvent> {
    private final EventPublisher events;
    private final TicketWriter writer;
    private final List<String> handlers;
    private final List<TicketEvent> emitted = new ArrayList<>();
    private final List<Runnable> actions = new ArrayList<>();

    Emission(EventPublisher events, TicketWriter writer, List<String> handlers) {
        this.events = events;
        this.writer = writer;
        this.handlers = handlers;
    }

    @Override
    public void accept(TicketEvent event) {
        if (events.listensInTransaction()) {
            // they may look at it
            writer.flush();
            events.inTransaction(event);
        }
        if (!handlers.isEmpty()) {
            writer.outbox().add(queued(event), handlers);
        }
        emitted.add(event);
    }

    private static QueuedEvent queued(TicketEvent event) {
        TicketEvent.Header header = event.header();
        return new QueuedEvent(
                header.tenant(),
                header.ticketId(),
                header.number(),
                event.type(),
                header.internal(),
                header.hidden(),
                header.at(),
                header.actor().role(),
                header.actor().id());
    }

    /** Does something once the transaction is committed, and never when it is not. It does not throw. */
    void afterCommit(Runnable action) {
        actions.add(action);
    }

    void lastInTransaction() {
        events.lastInTransaction(emitted, actions);
    }

    void committed(RecentStats stats) {
        emitted.stream().map(TicketEvent::header).forEach(header -> stats.written(header.tenant(), header.actor()));
        events.committed(emitted, actions);
    }
}
