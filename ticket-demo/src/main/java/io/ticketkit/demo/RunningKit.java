package io.ticketkit.demo;

import io.ticketkit.demo.http.Lent;
import io.ticketkit.demo.http.Served;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The kit that is in use. Another one takes its place while requests are under way: those finish with the kit they began
 * with, which is closed after the last of them, or when they take too long. Safe for concurrent use.
 */
final class RunningKit implements AutoCloseable {
    /** More than asking a model may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private final Duration patience;
    private final ScheduledThreadPoolExecutor closer = new ScheduledThreadPoolExecutor(1);
    private final Set<Slot> retired = new HashSet<>();
    private Slot current;
    private boolean closed;

    RunningKit(WiredKit first) {
        this(first, PATIENCE);
    }

    RunningKit(WiredKit first, Duration patience) {
        this.current = new Slot(first);
        this.patience = patience;
        closer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        closer.setRemoveOnCancelPolicy(true);
    }

    /** A kit and how many use it. Guarded by the lock of the whole. */
    private static final class Slot {
        private final WiredKit kit;
        private int users;
        /** Ends it in any case. */
        private @Nullable ScheduledFuture<?> limit;

        Slot(WiredKit kit) {
            this.kit = kit;
        }
    }

    /** {@return the kit in use now, which stays open until it is given back} */
    synchronized Lent lend() {
        Slot slot = current;
        slot.users++;
        return new Loan(slot);
    }

    private final class Loan implements Lent {
        private final Slot slot;
        private boolean returned;

        Loan(Slot slot) {
            this.slot = slot;
        }

        @Override
        public Served served() {
            return slot.kit.served();
        }

        @Override
        public void close() {
            synchronized (RunningKit.this) {
                if (!returned) {
                    returned = true;
                    slot.users--;
                    closeIfUnused(slot);
                }
            }
        }
    }

    /** The kit in use now, for who closes this whole afterwards. */
    synchronized WiredKit current() {
        return current.kit;
    }

    /** From now on this one is used; it is closed at once when all of this is closed already. */
    synchronized void replace(WiredKit next) {
        if (closed) {
            next.close();
            return;
        }
        Slot old = current;
        current = new Slot(next);
        retired.add(old);
        old.limit = closer.schedule(() -> end(old), patience.toMillis(), TimeUnit.MILLISECONDS);
        closeIfUnused(old);
    }

    /** Not by the thread of a request: it may take seconds until work in the background ends. */
    private void closeIfUnused(Slot slot) {
        if (slot.users == 0 && retired.contains(slot) && !closed) {
            closer.execute(() -> end(slot));
        }
    }

    private void end(Slot slot) {
        boolean mine;
        synchronized (this) {
            mine = retired.remove(slot);
            if (slot.limit != null) {
                slot.limit.cancel(false);
            }
        }
        if (mine) {
            slot.kit.close();
        }
    }

    /** Closes the kit in use, and those that wait for requests. */
    @Override
    public void close() {
        Set<Slot> all;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            all = new HashSet<>(retired);
            all.add(current);
            retired.clear();
        }
        closer.shutdown();
        all.forEach(slot -> slot.kit.close());
        awaitCloser();
    }

    /** What it is closing still works in the database, which others close next. */
    private void awaitCloser() {
        try {
            if (!closer.awaitTermination(10, TimeUnit.SECONDS)) {
                closer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
