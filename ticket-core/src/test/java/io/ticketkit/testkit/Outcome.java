package io.ticketkit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call returned or threw.
 *
 * @param value what it returned, or null
 * @param failure what it threw, or null
 * @param <T> what it returns
 */
public record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {
    /** {@return what it returned, or empty when it threw} */
    public Optional<T> returned() {
        return Optional.ofNullable(value);
    }

    /** {@return what it returned; throws when it threw} */
    public T get() {
        if (value == null) {
            throw new AssertionError("failed", failure);
        }
        return value;
    }

    static <T> List<Outcome<T>> atOnce(List<Supplier<T>> calls) {
        CountDownLatch ready = new CountDownLatch(calls.size());
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (Supplier<T> call : calls) {
            FutureTask<T> task = new FutureTask<>(() -> {
                ready.countDown();
                ready.await();
                return call.get();
            });
            tasks.add(task);
            Thread thread = new Thread(task, "at-once");
            thread.setDaemon(true);
            thread.start();
        }
        return tasks.stream().map(Outcome::of).toList();
    }

    private static <T> Outcome<T> of(FutureTask<T> task) {
        try {
            return new Outcome<>(task.get(), null);
        } catch (ExecutionException e) {
            return new Outcome<>(null, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome<>(null, e);
        }
    }
}
