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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is kept no longer, tenant by tenant. */
public final class Retainer implements RetentionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(Retainer.class);
    private static final int TICKETS = 100;
    private static final int ROWS = 500;
    private static final int ERASINGS = 10;
    /** At a time; the next time it goes on behind them. */
    private static final int MOST_REFUSED = 1_000;
    /** Whoever began it is likely to be still at it. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(5);
    /** Clocks of two nodes may differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final Engine engine;
    private final Function<String, RetentionRules> rules;
    private volatile Instant lastTick;
    private final AtomicLong lastErasing = new AtomicLong();
    /** Up to which ticket a tenant was looked through, where that is not to the end. */
    private final ConcurrentMap<String, RetentionQueue.Closed> looked = new ConcurrentHashMap<>();

    /**
     * Fixes for whom it works.
     *
     * @param engine of the kit
     * @param rules of each tenant
     */
    public Retainer(Engine engine, Function<String, RetentionRules> rules) {
        this.engine = engine;
        this.rules = rules;
        this.lastTick = engine.rules().now();
    }

    @Override
    public int tick() {
        Instant now = engine.rules().now();
        AtomicInteger done = new AtomicInteger();
        for (StoredErasure erasure : unfinished(now.minus(UNDER_WAY))) {
            Learner.orLogged("Going on with erasing a person", () -> {
                PersonEraser.goOn(engine, erasure, PersonEraser.NOBODY);
                done.incrementAndGet();
            });
        }
        Instant since = lastTick.minus(OVERLAP);
        Set<String> erased = persons(persons -> persons.erasedSince(since));
        erased.forEach(engine::forget);
        // last: what could not be found out this time is asked for the next time
        lastTick = now;
        String tenant = next(null).orElse(null);
        while (tenant != null) {
            String of = tenant;
            Learner.orLogged("Looking for what is kept no longer", () -> remove(of, now, done::addAndGet));
            tenant = next(of).orElse(null);
        }
        return done.get();
    }

    /** Those behind the last ones, at the end from the beginning: what cannot be ended keeps no other. */
    private List<StoredErasure> unfinished(Instant began) {
        long after = lastErasing.get();
        List<StoredErasure> page = persons(persons -> persons.unfinished(began, after, ERASINGS));
        lastErasing.set(page.size() < ERASINGS ? 0 : page.get(ERASINGS - 1).number());
        return page;
    }

    private Optional<String> next(@Nullable String after) {
        return queue(queue -> queue.nextTenant(after));
    }

    /** Each kind by itself: one that cannot be removed keeps no other. */
    private void remove(String tenant, Instant now, IntConsumer removed) {
        RetentionRules of = rules.apply(tenant);
        of.closedTickets()
                .ifPresent(time -> Learner.orLogged(
                        "Erasing closed tickets", () -> removed.accept(tickets(tenant, now.minus(time)))));
        rows(of.conversations(), now, removed, (queue, before) -> queue.forgetConversations(tenant, before, ROWS));
        rows(of.idempotencyKeys(), now, removed, (queue, before) -> queue.forgetKeys(tenant, before, ROWS));
        rows(of.runTexts(), now, removed, (queue, before) -> queue.forgetRunTexts(tenant, before, ROWS));
    }

    /** Removes rows of one kind. */
    private interface Removal {
        int of(RetentionQueue queue, Instant before);
    }

    private void rows(Optional<Duration> time, Instant now, IntConsumer removed, Removal removal) {
        time.ifPresent(t -> Learner.orLogged(
                "Removing what is kept no longer",
                () -> removed.accept(queue(queue -> removal.of(queue, now.minus(t))))));
    }

    /**
     * Goes on behind the last one that was looked at, at the end from the beginning: those that a listener of the host
     * refuses to let go stay first in the order, and must not keep the others.
     */
    private int tickets(String tenant, Instant before) {
        int erased = 0;
        int refused = 0;
        RetentionQueue.Closed last = looked.remove(tenant);
        List<RetentionQueue.Closed> page;
        do {
            RetentionQueue.Closed after = last;
            page = queue(queue -> queue.closed(tenant, before, after, TICKETS));
            for (RetentionQueue.Closed closed : page) {
                try {
                    erased += isErased(tenant, closed.ticket(), before) ? 1 : 0;
                } catch (RuntimeException e) {
                    if (Patience.isOutage(e)) {
                        throw e;
                    }
                    refused++;
                }
                last = closed;
            }
        } while (page.size() == TICKETS && erased < TICKETS && refused < MOST_REFUSED);
        if (page.size() == TICKETS && last != null) {
            looked.put(tenant, last);
        }
        if (refused > 0) {
            LOG.warn("{} closed tickets were kept: a listener of the host refused to have them erased", refused);
        }
        return erased;
    }

    private boolean isErased(String tenant, TicketId id, Instant before) {
        TicketErasing erasing = new TicketErasing(engine, tenant, PersonEraser.NOBODY);
        return engine.own()
                .run(() -> engine.writeWithRetry((writer, emit) -> {
                    Optional<StoredTicket> stored = writer.lock(tenant, Scope.all(), id)
                            // it may have been opened again meanwhile
                            .filter(one -> one.ticket()
                                    .closedAt()
                                    .filter(at -> !at.isAfter(before))
                                    .isPresent());
                    stored.ifPresent(one -> erasing.erase(writer, emit, one));
                    return stored.isPresent();
                }));
    }

    private <T> T persons(Function<PersonReader, T> work) {
        return engine.own().run(() -> engine.storage().<T>read(reader -> work.apply(reader.persons())));
    }

    private <T> T queue(Function<RetentionQueue, T> work) {
        return engine.own().run(() -> engine.storage().<T>write(writer -> work.apply(writer.retention())));
    }
}
