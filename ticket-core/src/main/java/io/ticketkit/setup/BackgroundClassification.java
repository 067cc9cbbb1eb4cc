package io.ticketkit.setup;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** How the classifier is asked in the background. Immutable. */
public final class BackgroundClassification {
    private static final int MAX_CALLS = 32;

    private final @Nullable ScheduledExecutorService executor;
    private final Duration every;
    private final int callsAtOnce;

    private BackgroundClassification(@Nullable ScheduledExecutorService executor, Duration every, int callsAtOnce) {
        this.executor = executor;
        this.every = every;
        this.callsAtOnce = callsAtOnce;
    }

    /** {@return work that happens whenever the host calls {@link io.ticketkit.ClassificationWorker#tick()}} */
    public static BackgroundClassification onTick() {
        return new BackgroundClassification(null, Duration.ofSeconds(5), 8);
    }

    /**
     * Work that happens by itself, every 5 seconds, until nothing is due any more; meanwhile it keeps one thread busy.
     *
     * @param executor whose threads; stays the host's and is never shut down. {@link TicketKit#close()} cancels what
     *     was scheduled on it
     * @return that work
     */
    public static BackgroundClassification on(ScheduledExecutorService executor) {
        return new BackgroundClassification(executor, Duration.ofSeconds(5), 8);
    }

    /**
     * Sets the pause after nothing was left to do. Without an executor it plays no part.
     *
     * @param value more than zero, at most a day
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public BackgroundClassification every(Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("every must be more than zero and at most a day");
        }
        return new BackgroundClassification(executor, value, callsAtOnce);
    }

    /**
     * Sets how many calls one tick makes at once. Default: 8.
     *
     * @param value 1 to 32, which is the most a kit asks at once in all
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public BackgroundClassification callsAtOnce(int value) {
        if (value < 1 || value > MAX_CALLS) {
            throw new IllegalArgumentException("callsAtOnce must be between 1 and " + MAX_CALLS);
        }
        return new BackgroundClassification(executor, every, value);
    }

    Optional<ScheduledExecutorService> executor() {
        return Optional.ofNullable(executor);
    }

    Duration every() {
        return every;
    }

    int callsAtOnce() {
        return callsAtOnce;
    }
}
