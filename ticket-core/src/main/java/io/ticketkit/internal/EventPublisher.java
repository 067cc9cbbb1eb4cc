package io.ticketkit.internal;

import io.ticketkit.TicketEvent;
import io.ticketkit.TicketListener;
import io.ticketkit.TransactionHooks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the host's listeners. */
public final class EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final List<TicketListener> beforeCommit;
    private final List<TicketListener> afterCommit;
    private final @Nullable TransactionHooks hooks;

    /**
     * Fixes who is told.
     *
     * @param beforeCommit in the transaction, in this order
     * @param afterCommit once it was committed, in this order
     * @param hooks tells when the host committed, or null when the transactions are our own
     */
    public EventPublisher(
            List<TicketListener> beforeCommit, List<TicketListener> afterCommit, @Nullable TransactionHooks hooks) {
        this.beforeCommit = List.copyOf(beforeCommit);
        this.afterCommit = List.copyOf(afterCommit);
        this.hooks = hooks;
    }

    boolean listensInTransaction() {
        return !beforeCommit.isEmpty();
    }

    /** Inside the transaction; what a listener throws rolls it back. */
    void inTransaction(TicketEvent event) {
        beforeCommit.forEach(listener -> listener.onEvent(event));
    }

    /** As the last step inside the transaction: when it is the host's, asks to be told of its commit. */
    void lastInTransaction(List<TicketEvent> events, List<Runnable> actions) {
        boolean listens = !afterCommit.isEmpty() && !events.isEmpty();
        if (hooks != null && (listens || !actions.isEmpty())) {
            hooks.afterCommit(() -> tell(events, actions));
        }
    }

    /** When the transaction, if it was our own, is committed. */
    void committed(List<TicketEvent> events, List<Runnable> actions) {
        if (hooks == null) {
            tell(events, actions);
        }
    }

    private void tell(List<TicketEvent> events, List<Runnable> actions) {
        actions.forEach(Runnable::run);
        events.forEach(this::tell);
    }

    private void tell(TicketEvent event) {
        for (TicketListener listener : afterCommit) {
            try {
                listener.onEvent(event);
            } catch (Throwable e) {
                Failures.passOnFatal(e);
                // the ticket is stored and others want to hear too; the message may be personal
                LOG.warn(
                        "An after-commit listener failed on event {} of ticket {}: {}",
                        event.header().number(),
                        event.header().ticketId(),
                        e.getClass().getName());
            }
        }
    }
}
