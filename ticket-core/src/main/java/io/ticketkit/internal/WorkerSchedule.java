package io.ticketkit.internal;

import io.ticketkit.ClassificationWorker;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives a worker on an executor of the host. */
public final class WorkerSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSchedule.class);

    private final ClassificationWorker worker;
    private final ScheduledFuture<?> schedule;
    private volatile boolean closed;

    /**
     * Starts driving.
     *
     * @param worker who works
     * @param executor on which; stays the host's
     * @param every the pause after there was nothing left to do
     */
    @SuppressWarnings("this-escape")
    public WorkerSchedule(ClassificationWorker worker, ScheduledExecutorService executor, Duration every) {
        this.worker = worker;
        this.schedule =
                executor.scheduleWithFixedDelay(this::drain, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void drain() {
        try {
            while (!closed && worker.tick() > 0) {
                // until nothing is due
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            // what is thrown would end the schedule
            if (!closed) {
                LOG.warn(
                        "Classifying in the background failed, and goes on later: {}",
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
