package io.ticketkit.demo.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Threads that do the same, each with its number; what one throws is thrown to whom waits. */
final class Clients {
    interface Work {
        void run(int number) throws Exception;
    }

    private static final long HANG_SECONDS = 900;

    private final List<CompletableFuture<Void>> running = new ArrayList<>();

    private Clients(int count, Work work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            running.add(CompletableFuture.runAsync(() -> run(work, number), threads));
        }
        threads.shutdown();
    }

    private static void run(Work work, int number) {
        try {
            work.run(number);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("client " + number, e);
        }
    }

    static Clients start(int count, Work work) {
        return new Clients(count, work);
    }

    void join() {
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .orTimeout(HANG_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Also returns when one has failed: its failure comes with {@link #join}. */
    void waitUntil(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(HANG_SECONDS, TimeUnit.SECONDS)
                .until(() -> condition.getAsBoolean()
                        || running.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
    }
}
