package io.ticketkit.demo.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/**
 * Threads that do the same, each with its number; what one throws is thrown to whom waits. Without CompletableFuture:
 * waiting for one makes JUnit's pool start another test class meanwhile.
 */
final class Clients {
    interface Work {
        void run(int number) throws Exception;
    }

    private static final long HANG_SECONDS = 900;

    private final List<FutureTask<Void>> running = new ArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();

    private Clients(int count, Work work) {
        for (int i = 0; i < count; i++) {
            int number = i;
            FutureTask<Void> task = new FutureTask<>(() -> run(work, number), null);
            running.add(task);
            new Thread(task, "client " + i).start();
        }
    }

    private void run(Work work, int number) {
        try {
            work.run(number);
        } catch (Exception | AssertionError e) {
            failed.incrementAndGet();
            throw new IllegalStateException("client " + number, e);
        }
    }

    static Clients start(int count, Work work) {
        return new Clients(count, work);
    }

    void join() {
        try {
            for (FutureTask<Void> task : running) {
                task.get(HANG_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Also returns when one has failed: its failure comes with {@link #join}. */
    void waitUntil(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(HANG_SECONDS, TimeUnit.SECONDS)
                .until(() -> condition.getAsBoolean() || failed.get() > 0);
    }
}
