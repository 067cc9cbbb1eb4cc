package io.ticketkit.internal;

import io.ticketkit.OutboxHandler;
import io.ticketkit.OutboxMonitor;
import io.ticketkit.OutboxWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The deliveries to all handlers of a kit. */
public final class Deliveries implements OutboxWorker, AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final List<Delivery> each;
    private final OutboxMonitor monitor;
    private final Running running = new Running();

    /**
     * Fixes who delivers what.
     *
     * @param engine of the kit
     * @param transactions in which events may be claimed and settled
     * @param handlers to whom
     * @param settings how, for each handler
     */
    public Deliveries(
            Engine engine, OwnTransactions transactions, List<OutboxHandler> handlers, DeliverySettings settings) {
        this.each = handlers.stream()
                .map(handler -> new Delivery(engine, transactions, handler, settings, running))
                .toList();
        this.monitor = new StoredOutbox(engine, transactions);
    }

    /** {@return the delivery to each handler, for those who drive them apart} */
    public List<Delivery> each() {
        return each;
    }

    /** {@return what waits} */
    public OutboxMonitor monitor() {
        return monitor;
    }

    @Override
    public int tick() {
        List<Delivery.Round> rounds = new ArrayList<>();
        RuntimeException failure = null;
        // for all of them is begun before the first is waited for
        for (Delivery delivery : each) {
            try {
                rounds.add(delivery.begin());
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        int settled = 0;
        for (Delivery.Round round : rounds) {
            try {
                settled += round.settle();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return settled;
    }

    /** Begins nothing any more, waits a little for what is at work, and interrupts what takes longer. */
    @Override
    public void close() {
        running.end(CLOSING);
        each.forEach(Delivery::close);
    }
}
