package io.ticketkit.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives a worker on an executor of the host. */
public final class WorkerSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSchedule.class);

    private final String what;
    private final IntSupplier tick;
    private final ScheduledFuture<?> schedule;
    private volatile boolean closed;

    /**
     * Starts driving, at once: there may be work that nobody has done while no node was up.
     *
     * @param what the work, as the log names it
     * @param tick does some of it, and says how much it was; 0 when nothing was left to do
     * @param executor on which; stays the host's
     * @param every the pause after there was nothing left to do
     */
    @SuppressWarnings("this-escape")
    public WorkerSchedule(String what, IntSupplier tick, ScheduledExecutorService executor, Duration every) {
        this.what = what;
        this.tick = tick;
        this.schedule = executor.scheduleWithFixedDelay(this::drain, 0, every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void drain() {
        try {
            while (!closed && tick.getAsInt() > 0) {
                // until nothing is due
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            // what is thrown would end the schedule
            if (!closed) {
                LOG.warn(
                        "{} in the background failed, and goes on later: {}",
                        what,
                        e.getClass().getName());
            }
        }
    }

    /** Cancels what is scheduled, and waits for nobody; a thread at work is not interrupted, it may be in the database. */
    @Override
    public void close() {
        closed = true;
        schedule.cancel(false);
    }
}
