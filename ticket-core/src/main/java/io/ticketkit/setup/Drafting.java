package io.ticketkit.setup;

import io.ticketkit.ReplyPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** How first replies to new tickets are drafted, after they were submitted. Immutable. */
public final class Drafting {
    private static final int MAX_CALLS = 16;

    private final @Nullable ScheduledExecutorService executor;
    private final Duration every;
    private final int callsAtOnce;
    private final ReplyPolicy policy;

    private Drafting(@Nullable ScheduledExecutorService executor, Duration every, int callsAtOnce, ReplyPolicy policy) {
        this.executor = executor;
        this.every = every;
        this.callsAtOnce = callsAtOnce;
        this.policy = policy;
    }

    /** {@return work that happens whenever the host calls {@link io.ticketkit.AssistanceWorker#tick()}; nothing is sent} */
    public static Drafting onTick() {
        return new Drafting(null, Duration.ofSeconds(5), 4, ReplyPolicy.never());
    }

    /**
     * Work that happens by itself, every 5 seconds, until nothing is due any more; nothing is sent.
     *
     * @param executor whose threads; stays the host's and is never shut down. {@link TicketKit#close()} cancels what
     *     was scheduled on it
     * @return that work
     */
    public static Drafting on(ScheduledExecutorService executor) {
        return new Drafting(executor, Duration.ofSeconds(5), 4, ReplyPolicy.never());
    }

    /**
     * Sets the pause after nothing was left to do. Without an executor it plays no part.
     *
     * @param value more than zero, at most a day
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Drafting every(Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("every must be more than zero and at most a day");
        }
        return new Drafting(executor, value, callsAtOnce, policy);
    }

    /**
     * Sets how many drafts one tick asks for at once. Default: 4.
     *
     * @param value 1 to 16
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Drafting callsAtOnce(int value) {
        if (value < 1 || value > MAX_CALLS) {
            throw new IllegalArgumentException("callsAtOnce must be between 1 and " + MAX_CALLS);
        }
        return new Drafting(executor, every, value, policy);
    }

    /**
     * Sets which drafts are sent without a person having looked. Default: none.
     *
     * @param value the policy
     * @return a new object
     */
    public Drafting sending(ReplyPolicy value) {
        return new Drafting(executor, every, callsAtOnce, value);
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

    ReplyPolicy policy() {
        return policy;
    }
}
