package io.ticketkit.internal;

import io.ticketkit.Deadline;
import io.ticketkit.TryAgainLaterException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the host's source or sink, on threads that can be left behind when a call does not come back.
 *
 * @param executor whose threads
 * @param limit how long a call may take
 * @param halt does without what a call gives, or null: then what was begun is waited for
 */
record TimedCalls(
        ExecutorService executor, Duration limit, @Nullable Halt halt) {
    /** How often is looked whether the run shall end. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final int LONGEST = 200;

    /** A call that failed: nothing of the host's exception but its name, for its message may be personal. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Duration pause;
        private final boolean forGood;

        private FailedException(String reason, Duration pause, boolean forGood) {
            super(reason);
            this.pause = pause;
            this.forGood = forGood;
        }

        /** What trying again does not help against, in words: up to 200 characters, nothing personal. */
        static FailedException forGood(String words) {
            return new FailedException(words, Duration.ZERO, true);
        }

        /** Whether trying again does not help. */
        boolean isForGood() {
            return forGood;
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
            return got(call);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof FailedException failed) {
                throw failed;
            }
            Duration pause = cause instanceof TryAgainLaterException later ? later.after() : Duration.ZERO;
            throw new FailedException(nameOf(cause), pause, false);
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        }
    }

    private <T> T got(Future<T> call) throws FailedException, ExecutionException, InterruptedException {
        Deadline deadline = Deadline.after(limit);
        while (true) {
            Duration left = deadline.remaining();
            Duration look = halt == null || left.compareTo(LOOK) < 0 ? left : LOOK;
            try {
                return call.get(look.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                boolean halted = halt != null && halt.isCalled();
                if (halted || deadline.hasPassed()) {
                    call.cancel(true);
                    throw new FailedException(halted ? "cancelled" : "timeout", Duration.ZERO, false);
                }
            }
        }
    }

    static String nameOf(Throwable failure) {
        String name = failure.getClass().getName();
        return name.length() <= LONGEST ? name : name.substring(name.length() - LONGEST);
    }
}
