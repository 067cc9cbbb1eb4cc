package io.ticketkit.internal;

import io.ticketkit.StorageException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks a classifier about many texts, several at a time. */
final class ManyAtOnce {
    private static final int MOST = 256;
    /** How often is looked whether the kit is closed. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ClassificationRunner runner;
    private final int concurrency;

    /** Checks the concurrency: 1 to 256. */
    ManyAtOnce(ClassificationRunner runner, int concurrency) {
        if (concurrency < 1 || concurrency > MOST) {
            throw new IllegalArgumentException("concurrency: 1 to " + MOST + ", not " + concurrency);
        }
        this.runner = runner;
        this.concurrency = concurrency;
    }

    /** Works on one item, on a thread that may wait for a classifier on the other threads. */
    interface Work<T, R> {
        R on(long number, T item, ExecutorService askers);
    }

    /**
     * Of the items not more are read than are under way; what comes of them is told on the caller's thread.
     *
     * @return how many were told
     */
    <T, R> long each(Iterator<T> items, Work<T, R> work, Consumer<? super R> each) {
        ExecutorService workers = runner.newThreads(concurrency);
        ExecutorService askers = runner.newThreads(concurrency);
        try {
            CompletionService<R> results = new ExecutorCompletionService<>(workers);
            long begun = 0;
            long told = 0;
            while (true) {
                // in this order: to know whether there is more may take reading a page
                if (begun - told < concurrency && items.hasNext()) {
                    long number = begun++;
                    T item = items.next();
                    results.submit(() -> work.on(number, item, askers));
                } else if (begun > told) {
                    Future<R> next = results.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    if (next != null) {
                        each.accept(next.get());
                        told++;
                    } else if (runner.isClosed()) {
                        // what was begun may never have got a thread
                        throw new CancellationException("the kit was closed; what was told so far is done");
                    }
                } else {
                    return told;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted; what was told so far is done");
        } catch (ExecutionException e) {
            if (runner.isClosed()) {
                throw new CancellationException("the kit was closed; what was told so far is done");
            } else if (e.getCause() instanceof StorageException storage) {
                throw storage;
            }
            throw new IllegalStateException("a classification failed with what nobody expected", e.getCause());
        } finally {
            runner.end(workers);
            runner.end(askers);
        }
    }
}
