package io.ticketkit.llm.internal.http;

import io.ticketkit.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls from an endpoint that fails: after failures in a row, or one that will not pass by itself, nobody calls for
 * a while; then one call tries, and decides. Thread-safe.
 */
public final class CircuitBreaker {
    private final int threshold;
    private final Duration pause;
    private final Timing timing;

    private int failures;
    private @Nullable Deadline openUntil;
    private @Nullable Permit probe;

    /**
     * Starts closed.
     *
     * @param threshold after how many failures in a row to open
     * @param pause how long to stay open
     */
    public CircuitBreaker(int threshold, Duration pause, Timing timing) {
        this.threshold = threshold;
        this.pause = pause;
        this.timing = timing;
    }

    /** Leave to call, to be closed however the call ends; empty when nobody may. */
    public synchronized Optional<Permit> tryAcquire() {
        if (openUntil == null) {
            return Optional.of(new Permit());
        }
        if (probe != null || !openUntil.hasPassed()) {
            return Optional.empty();
        }
        probe = new Permit();
        return Optional.of(probe);
    }

    private synchronized void answered(Permit permit) {
        if (openUntil == null || permit == probe) {
            failures = 0;
            openUntil = null;
            probe = null;
        }
    }

    private synchronized boolean failed(Permit permit, boolean lasting) {
        if (openUntil != null && permit != probe) {
            return false;
        }
        failures++;
        if (!lasting && permit != probe && failures < threshold) {
            return false;
        }
        openUntil = timing.after(pause);
        probe = null;
        return true;
    }

    private synchronized void released(Permit permit) {
        if (permit == probe) {
            probe = null;
        }
    }

    /** Leave for one call. What is said first counts; closing it without a word counts neither way. */
    public final class Permit implements AutoCloseable {
        private boolean told;

        /** The endpoint works. */
        public void answered() {
            told = true;
            CircuitBreaker.this.answered(this);
        }

        /**
         * The endpoint failed.
         *
         * @param lasting whether the next call would fail too, so that nobody needs to try
         * @return whether nobody may call now because of that
         */
        public boolean failed(boolean lasting) {
            told = true;
            return CircuitBreaker.this.failed(this, lasting);
        }

        @Override
        public void close() {
            if (!told) {
                released(this);
            }
        }
    }
}
