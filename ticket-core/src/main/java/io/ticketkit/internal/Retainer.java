package io.ticketkit.internal;

import io.ticketkit.RetentionRules;
import io.ticketkit.RetentionWorker;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.PersonReader;
import io.ticketkit.spi.RetentionQueue;
import io.ticketkit.spi.StoredErasure;
import io.ticketkit.spi.StoredTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Removes what is kept no longer, tenant by tenant. */
public final class Retainer implements RetentionWorker {
    private static final int TICKETS = 100;
    private static final int ROWS = 500;
    private static final int ERASINGS = 10;
    /** Whoever began it is likely to be still at it. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(5);
    /** Clocks of two nodes may differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final Engine engine;
    private final Function<String, RetentionRules> rules;
    private final AtomicReference<Instant> lastTick;

    /**
     * Fixes for whom it works.
     *
     * @param engine of the kit
     * @param rules of each tenant
     */
    public Retainer(Engine engine, Function<String, RetentionRules> rules) {
        this.engine = engine;
        this.rules = rules;
        this.lastTick = new AtomicReference<>(engine.rules().now());
    }

    @Override
    public int tick() {
        Instant now = engine.rules().now();
        List<StoredErasure> unfinished = persons(persons -> persons.unfinished(now.minus(UNDER_WAY), ERASINGS));
        AtomicInteger done = new AtomicInteger();
        for (StoredErasure erasure : unfinished) {
            Learner.orLogged("Going on with erasing a person", () -> {
                PersonEraser.goOn(engine, erasure, PersonEraser.NOBODY);
                done.incrementAndGet();
            });
        }
        Instant before = lastTick.getAndSet(now);
        Set<String> erased = persons(persons -> persons.erasedSince(before.minus(OVERLAP)));
        erased.forEach(engine::forget);
        String tenant = next(null).orElse(null);
        while (tenant != null) {
            String of = tenant;
            Learner.orLogged("Removing what is kept no longer", () -> done.addAndGet(removed(of, now)));
            tenant = next(of).orElse(null);
        }
        return done.get();
    }

    private Optional<String> next(@Nullable String after) {
        return queue(queue -> queue.nextTenant(after));
    }

    private int removed(String tenant, Instant now) {
        RetentionRules of = rules.apply(tenant);
        return tickets(tenant, of.closedTickets().map(now::minus))
                + rows(of.conversations(), now, (queue, before) -> queue.forgetConversations(tenant, before, ROWS))
                + rows(of.idempotencyKeys(), now, (queue, before) -> queue.forgetKeys(tenant, before, ROWS))
                + rows(of.runTexts(), now, (queue, before) -> queue.forgetRunTexts(tenant, before, ROWS));
    }

    /** Removes rows of one kind. */
    private interface Removal {
        int of(RetentionQueue queue, Instant before);
    }

    private int rows(Optional<Duration> time, Instant now, Removal removal) {
        return time.map(t -> queue(queue -> removal.of(queue, now.minus(t)))).orElse(0);
    }

    private int tickets(String tenant, Optional<Instant> before) {
        if (before.isEmpty()) {
            return 0;
        }
        List<TicketId> due = queue(queue -> queue.closed(tenant, before.get(), TICKETS));
        TicketErasing erasing = new TicketErasing(engine, tenant, PersonEraser.NOBODY);
        int erased = 0;
        for (TicketId id : due) {
            boolean done = engine.own()
                    .run(() -> engine.writeWithRetry((writer, emit) -> {
                        Optional<StoredTicket> stored = writer.lock(tenant, Scope.all(), id)
                                // it may have been opened again meanwhile
                                .filter(one -> one.ticket()
                                        .closedAt()
                                        .filter(at -> !at.isAfter(before.get()))
                                        .isPresent());
                        stored.ifPresent(one -> erasing.erase(writer, emit, one));
                        return stored.isPresent();
                    }));
            erased += done ? 1 : 0;
        }
        return erased;
    }

    private <T> T persons(Function<PersonReader, T> work) {
        return engine.own().run(() -> engine.storage().<T>read(reader -> work.apply(reader.persons())));
    }

    private <T> T queue(Function<RetentionQueue, T> work) {
        return engine.own().run(() -> engine.storage().<T>write(writer -> work.apply(writer.retention())));
    }
}
