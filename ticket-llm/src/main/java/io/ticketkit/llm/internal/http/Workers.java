package io.ticketkit.llm.internal.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads that calls run on, so that their callers can leave at the deadline whatever hangs (a resolver cannot be
 * interrupted), and a limit to them. A call that was left behind keeps its place until it really ends.
 */
public final class Workers implements AutoCloseable {
    private final Semaphore places;
    private final ThreadPoolExecutor threads;

    /**
     * Starts no thread yet.
     *
     * @param name what the threads are called after
     * @param max how many may run at once
     */
    public Workers(String name, int max) {
        this.places = new Semaphore(max);
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "ticketkit-llm-" + name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Takes a place, which {@link #start} gives back. Returns false when there was none in time. */
    public boolean tryTake(Duration wait) throws InterruptedException {
        return places.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task in the place taken.
     *
     * @throws java.util.concurrent.RejectedExecutionException after close
     */
    public <T> Future<T> start(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        try {
            // a future that is cancelled before it starts would not run the end of its task
            threads.execute(() -> {
                try {
                    future.run();
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException e) {
            places.release();
            throw e;
        }
        return future;
    }

    /** Interrupts what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
