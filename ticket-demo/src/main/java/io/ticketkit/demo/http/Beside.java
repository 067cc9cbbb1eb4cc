package io.ticketkit.demo.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Has two things counted at the same time, where a core of the database is free. Few threads, so that few more connections
 * are taken than there are requests; they end by themselves. Safe for concurrent use.
 */
final class Beside {
    private static final int THREADS = 4;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
                Thread thread = new Thread(work, "figures");
                thread.setDaemon(true);
                return thread;
            },
            // when all are busy, whoever asks does both, one after the other
            new ThreadPoolExecutor.CallerRunsPolicy());

    /** Waits for both, also when one fails: what it works with may be closed after. */
    <A, B, R> R both(Supplier<A> here, Supplier<B> there, BiFunction<A, B, R> then) {
        CompletableFuture<B> other = CompletableFuture.supplyAsync(there, threads);
        A one;
        try {
            one = here.get();
        } catch (RuntimeException e) {
            other.handle((result, failure) -> result).join();
            throw e;
        }
        try {
            return then.apply(one, other.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
