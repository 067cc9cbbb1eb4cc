package io.ticketkit.internal;

import io.ticketkit.DeadLetter;
import io.ticketkit.OutboxBacklog;
import io.ticketkit.OutboxMonitor;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.TicketId;
import io.ticketkit.spi.OutboxQueue;
import io.ticketkit.spi.Seek;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What waits in the storage, read and changed in transactions of its own. */
final class StoredOutbox implements OutboxMonitor {
    private final Engine engine;
    private final OwnTransactions transactions;

    StoredOutbox(Engine engine, OwnTransactions transactions) {
        this.engine = engine;
        this.transactions = transactions;
    }

    @Override
    public List<OutboxBacklog> backlog() {
        Map<String, OutboxBacklog> all = new TreeMap<>();
        engine.handlers()
                .forEach(name -> all.put(name, OutboxBacklog.builder(name).build()));
        on(OutboxQueue::backlog).forEach(backlog -> all.put(backlog.handler(), backlog));
        return List.copyOf(all.values());
    }

    @Override
    public Page<DeadLetter> deadLetters(String handler, PageRequest page) {
        Cursors cursors =
                new Cursors(new Fingerprint().add("dead letters").add(handler).text());
        Seek seek = cursors.seek(page);
        List<DeadLetter> found = on(queue -> queue.deadLetters(handler, seek));
        return cursors.page(
                page, seek, found, letter -> new Seek.Position(letter.ticketId().value(), letter.number()));
    }

    @Override
    public boolean replay(String handler, TicketId ticket, long number) {
        return on(queue -> queue.replay(handler, ticket, number, engine.rules().now()));
    }

    @Override
    public boolean skip(String handler, TicketId ticket, long number) {
        return on(queue -> queue.skip(handler, ticket, number, engine.rules().now()));
    }

    @Override
    public long discard(String handler) {
        if (engine.handlers().contains(handler)) {
            throw new IllegalArgumentException("this kit has a handler of that name: build it without first");
        }
        return on(queue -> queue.discard(handler));
    }

    private <T> T on(Function<OutboxQueue, T> work) {
        return transactions.run(() -> engine.storage().write(writer -> work.apply(writer.outbox())));
    }
}
