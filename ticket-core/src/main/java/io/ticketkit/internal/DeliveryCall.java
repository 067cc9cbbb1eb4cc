package io.ticketkit.internal;

import io.ticketkit.Deadline;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.spi.EventClaim;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One event that is being handled. It ends once: handled, with a failure, or withdrawn before it began. */
final class DeliveryCall {
    private enum State {
        NEW,
        AT_WORK,
        HANDLED,
        FAILED,
        WITHDRAWN
    }

    private final EventClaim claim;
    private final OutboxEvent event;
    private final OutboxHandler handler;
    private final Duration limit;
    private final BooleanSupplier mayBegin;
    private final Consumer<DeliveryCall> ended;
    private final FutureTask<?> task = new FutureTask<>(this::handle, null);
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable Deadline deadline;
    private volatile String failure = "";

    DeliveryCall(
            EventClaim claim,
            OutboxEvent event,
            OutboxHandler handler,
            Duration limit,
            BooleanSupplier mayBegin,
            Consumer<DeliveryCall> ended) {
        this.claim = claim;
        this.event = event;
        this.handler = handler;
        this.limit = limit;
        this.mayBegin = mayBegin;
        this.ended = ended;
    }

    FutureTask<?> task() {
        return task;
    }

    EventClaim claim() {
        return claim;
    }

    boolean isHandled() {
        return state.get() == State.HANDLED;
    }

    boolean isWithdrawn() {
        return state.get() == State.WITHDRAWN;
    }

    String failure() {
        return failure;
    }

    private void handle() {
        if (!mayBegin.getAsBoolean()) {
            end(State.NEW, State.WITHDRAWN);
            return;
        }
        deadline = Deadline.after(limit);
        if (!state.compareAndSet(State.NEW, State.AT_WORK)) {
            return;
        }
        try {
            handler.handle(event);
            end(State.AT_WORK, State.HANDLED);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            // only the name: the message may be personal
            fail(nameOf(e));
        }
    }

    private static String nameOf(Throwable failure) {
        String name = failure.getClass().getName();
        return name.length() <= Delivery.FAILURE ? name : name.substring(name.length() - Delivery.FAILURE);
    }

    /** Ends it where it takes too long, or may not begin any more. */
    void check() {
        Deadline until = deadline;
        if (state.get() == State.NEW && !mayBegin.getAsBoolean()) {
            end(State.NEW, State.WITHDRAWN);
        } else if (until != null && until.hasPassed() && state.get() == State.AT_WORK) {
            fail("timeout");
            task.cancel(true);
        }
    }

    /** Of two reasons the first counts: the one who is interrupted after the limit fails, too. */
    private void fail(String reason) {
        if (state.compareAndSet(State.AT_WORK, State.FAILED)) {
            failure = reason;
            ended.accept(this);
        }
    }

    private void end(State from, State to) {
        if (state.compareAndSet(from, to)) {
            ended.accept(this);
        }
    }
}
