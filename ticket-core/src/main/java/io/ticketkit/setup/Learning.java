package io.ticketkit.setup;

import io.ticketkit.classify.LearningClassifier;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** How a kit learns from what people decide. Immutable. */
public final class Learning {
    private final LearningClassifier classifier;
    private final @Nullable ScheduledExecutorService executor;
    private final Duration every;

    private Learning(LearningClassifier classifier, @Nullable ScheduledExecutorService executor, Duration every) {
        this.classifier = classifier;
        this.executor = executor;
        this.every = every;
    }

    /**
     * Learning that happens {@link #onTick()}.
     *
     * @param classifier who uses what was learned; not for kits on other storages
     * @return that learning
     */
    public static Learning of(LearningClassifier classifier) {
        return new Learning(classifier, null, Duration.ofMinutes(10));
    }

    /** {@return learning that happens whenever the host calls {@link io.ticketkit.LearningWorker#tick()}; the default} */
    public Learning onTick() {
        return new Learning(classifier, null, every);
    }

    /**
     * Learning that happens by itself. At once, and then every 30 seconds, or {@link #every} where that is less, it looks
     * for what other nodes have learned, and who is due. So a node that was started again uses the stored models of
     * {@link TicketKit#DEFAULT_TENANT} from its first moments, those of another tenant when it has looked after the first
     * question about its tickets.
     *
     * @param value whose thread it keeps busy while it learns; stays the host's and is never shut down.
     *     {@link TicketKit#close()} cancels what was scheduled on it, and waits for nobody: learning that is under way
     *     ends by itself
     * @return a new object
     */
    public Learning on(ScheduledExecutorService value) {
        return new Learning(classifier, value, every);
    }

    /**
     * Sets how much time is at least between two times that a tenant is learned from. It is more where learning takes
     * long: a node learns from a tenant for at most the twentieth part of the time. Default: 10 minutes.
     *
     * @param value 1 second to 7 days
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Learning every(Duration value) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("every must be at least a second and at most 7 days");
        }
        return new Learning(classifier, executor, value);
    }

    LearningClassifier classifier() {
        return classifier;
    }

    Optional<ScheduledExecutorService> executor() {
        return Optional.ofNullable(executor);
    }

    Duration every() {
        return every;
    }

    /** Not the same: a node that learned nothing itself shall not wait for long either. */
    Duration pause() {
        Duration longest = Duration.ofSeconds(30);
        return every.compareTo(longest) < 0 ? every : longest;
    }
}
