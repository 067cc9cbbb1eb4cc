package io.ticketkit.setup;

import io.ticketkit.assist.KnowledgeSource;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How those who help are helped. Immutable. */
public final class Assistance {
    private final Duration time;
    private final @Nullable KnowledgeSource knowledge;
    private final @Nullable Drafting drafting;

    private Assistance(Duration time, @Nullable KnowledgeSource knowledge, @Nullable Drafting drafting) {
        this.time = time;
        this.knowledge = knowledge;
        this.drafting = drafting;
    }

    /** {@return help within 20 seconds, without knowledge of the host, and only when somebody asks for it} */
    public static Assistance standard() {
        return new Assistance(Duration.ofSeconds(20), null, null);
    }

    /**
     * Sets how long one piece of help may take; knowledge of the host is waited for at most a quarter of it.
     *
     * @param value more than zero
     * @return a new object
     * @throws IllegalArgumentException when it is not
     */
    public Assistance within(Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("within: more than zero");
        }
        return new Assistance(value, knowledge, drafting);
    }

    /**
     * Sets what the host knows.
     *
     * @param value the source
     * @return a new object
     */
    public Assistance knowing(KnowledgeSource value) {
        return new Assistance(time, value, drafting);
    }

    /**
     * Has a first reply to every new ticket drafted, after it was submitted. The draft becomes an internal note, or a
     * reply where the policy wants it sent. With a joining storage it needs a
     * {@link TicketKitBuilder#transactionRunner}.
     *
     * @param value who drives it, and what is sent
     * @return a new object
     */
    public Assistance draftingAtSubmit(Drafting value) {
        return new Assistance(time, knowledge, value);
    }

    Duration time() {
        return time;
    }

    Optional<KnowledgeSource> knowledge() {
        return Optional.ofNullable(knowledge);
    }

    Optional<Drafting> drafting() {
        return Optional.ofNullable(drafting);
    }
}
