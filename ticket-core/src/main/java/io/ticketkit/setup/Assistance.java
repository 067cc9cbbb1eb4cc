package io.ticketkit.setup;

import io.ticketkit.assist.KnowledgeSource;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How those who help are helped. Immutable. */
public final class Assistance {
    private final Duration time;
    private final @Nullable KnowledgeSource knowledge;

    private Assistance(Duration time, @Nullable KnowledgeSource knowledge) {
        this.time = time;
        this.knowledge = knowledge;
    }

    /** {@return help within 20 seconds, without knowledge of the host} */
    public static Assistance standard() {
        return new Assistance(Duration.ofSeconds(20), null);
    }

    /**
     * Sets how long one piece of help may take, knowledge included.
     *
     * @param value more than zero
     * @return a copy
     * @throws IllegalArgumentException when it is not
     */
    public Assistance within(Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("within: more than zero");
        }
        return new Assistance(value, knowledge);
    }

    /**
     * Sets what the host knows.
     *
     * @param value the source
     * @return a copy
     */
    public Assistance knowing(KnowledgeSource value) {
        return new Assistance(time, value);
    }

    Duration time() {
        return time;
    }

    Optional<KnowledgeSource> knowledge() {
        return Optional.ofNullable(knowledge);
    }
}
