package io.ticketkit.internal;

import io.ticketkit.TryAgainLaterException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of the host's source or sink, on threads that can be left behind when a call does not come back.
 *
 * @param executor whose threads
 * @param limit how long a call may take
 */
record TimedCalls(ExecutorService executor, Duration limit) {
    private static final int LONGEST = 200;

    /** A call that failed: nothing of the host's exception but its name, for its message may be personal. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Duration pause;

        private FailedException(String name, Duration pause) {
            super(name);
            this.pause = pause;
        }

        /** What went wrong, up to 200 characters. */
        String reason() {
            return String.valueOf(getMessage());
        }

        /** How long the other side wants to be left alone, at least. */
        Duration pause() {
            return pause;
        }
    }

    <T> T call(Callable<T> work) throws FailedException, InterruptedException {
        Future<T> call = executor.submit(work);
        try {
            return call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new FailedException("timeout", Duration.ZERO);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            Duration pause = cause instanceof TryAgainLaterException later ? later.after() : Duration.ZERO;
            throw new FailedException(nameOf(cause), pause);
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        }
    }

    static String nameOf(Throwable failure) {
        String name = failure.getClass().getName();
        return name.length() <= LONGEST ? name : name.substring(name.length() - LONGEST);
    }
}
