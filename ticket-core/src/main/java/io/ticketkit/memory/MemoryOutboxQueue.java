package io.ticketkit.memory;

import io.ticketkit.DeadLetter;
import io.ticketkit.OutboxBacklog;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EventClaim;
import io.ticketkit.spi.OutboxQueue;
import io.ticketkit.spi.QueuedEvent;
import io.ticketkit.spi.Seek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events that wait, within one transaction. */
final class MemoryOutboxQueue implements OutboxQueue {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::handler).thenComparing(Key::ticket).thenComparingLong(Key::number);

    /** Of a handler and a ticket they stand together, the oldest first. */
    record Key(String handler, TicketId ticket, long number) {}

    /**
     * An event that waits, is claimed or is dead.
     *
     * @param due when it is looked at next: while it is claimed, when the lease ends
     */
    record Delivery(
            QueuedEvent event,
            Instant due,
            boolean claimed,
            long claims,
            int attempts,
            @Nullable String failure,
            @Nullable Instant diedAt) {
        boolean isDead() {
            return diedAt != null;
        }
    }

    static Map<Key, Delivery> empty() {
        return new TreeMap<>(ORDER);
    }

    private final Map<Key, Delivery> waiting;
    private final UndoLog undo;

    MemoryOutboxQueue(MemoryState state, UndoLog undo) {
        this.waiting = state.outbox;
        this.undo = undo;
    }

    @Override
    public void add(QueuedEvent event, Collection<String> handlers) {
        for (String handler : handlers) {
            put(
                    new Key(handler, event.ticket(), event.number()),
                    new Delivery(event, event.at(), false, 0, 0, null, null));
        }
    }

    private void put(Key key, Delivery delivery) {
        undo.put(waiting, key, delivery, true);
    }

    @Override
    public List<EventClaim> claim(String handler, Instant now, Instant leaseUntil, int limit) {
        List<Key> due = new ArrayList<>();
        Key before = null;
        for (Map.Entry<Key, Delivery> entry : waiting.entrySet()) {
            Key key = entry.getKey();
            boolean oldest = before == null || !isSameTicket(before, key);
            if (key.handler().equals(handler) && oldest && isDue(entry.getValue(), now)) {
                due.add(key);
            }
            before = key;
        }
        return due.stream()
                .sorted(Comparator.comparing((Key key) -> of(key).due()).thenComparing(ORDER))
                .limit(limit)
                .map(key -> claimed(key, leaseUntil))
                .toList();
    }

    private static boolean isSameTicket(Key one, Key other) {
        return one.handler().equals(other.handler()) && one.ticket().equals(other.ticket());
    }

    private static boolean isDue(Delivery delivery, Instant now) {
        return !delivery.isDead() && !delivery.due().isAfter(now);
    }

    private Delivery of(Key key) {
        Delivery delivery = waiting.get(key);
        if (delivery == null) {
            throw new IllegalStateException("nothing waits for " + key);
        }
        return delivery;
    }

    private EventClaim claimed(Key key, Instant leaseUntil) {
        Delivery old = of(key);
        Delivery claimed = new Delivery(
                old.event(), leaseUntil, true, old.claims() + 1, old.attempts() + 1, old.failure(), old.diedAt());
        put(key, claimed);
        return new EventClaim(key.handler(), claimed.event(), claimed.claims(), claimed.attempts());
    }

    /** To find what is due takes a look at all anyway. */
    @Override
    public int park(String handler, Instant now, Instant until) {
        return 0;
    }

    @Override
    public int delivered(Collection<EventClaim> claims, Instant now) {
        List<EventClaim> ours = claims.stream().filter(this::isOurs).toList();
        ours.forEach(claim -> undo.remove(waiting, key(claim)));
        return ours.size();
    }

    private static Key key(EventClaim claim) {
        return new Key(claim.handler(), claim.event().ticket(), claim.event().number());
    }

    private boolean isOurs(EventClaim claim) {
        Delivery delivery = waiting.get(key(claim));
        return delivery != null && delivery.claimed() && delivery.claims() == claim.claim();
    }

    @Override
    public boolean failed(EventClaim claim, String failure, Instant due) {
        return settled(claim, claim.attempt(), failure, due, null);
    }

    @Override
    public boolean died(EventClaim claim, String failure, Instant now) {
        return settled(claim, claim.attempt(), failure, now, now);
    }

    @Override
    public boolean giveBack(EventClaim claim, Instant now) {
        return settled(claim, claim.attempt() - 1, null, now, null);
    }

    private boolean settled(
            EventClaim claim, int attempts, @Nullable String failure, Instant due, @Nullable Instant diedAt) {
        if (!isOurs(claim)) {
            return false;
        }
        put(key(claim), new Delivery(claim.event(), due, false, claim.claim(), attempts, failure, diedAt));
        return true;
    }

    @Override
    public List<OutboxBacklog> backlog() {
        Map<String, List<Key>> keys = new TreeMap<>();
        waiting.keySet()
                .forEach(key -> keys.computeIfAbsent(key.handler(), h -> new ArrayList<>())
                        .add(key));
        return keys.entrySet().stream()
                .map(entry -> backlog(entry.getKey(), entry.getValue()))
                .toList();
    }

    private OutboxBacklog backlog(String handler, List<Key> keys) {
        long dead = 0;
        long held = 0;
        long open = 0;
        Instant oldest = null;
        Key lastDead = null;
        for (Key key : keys) {
            Delivery delivery = of(key);
            if (delivery.isDead()) {
                dead++;
                lastDead = key;
            } else if (lastDead != null && isSameTicket(lastDead, key)) {
                held++;
            } else {
                open++;
                Instant at = delivery.event().at();
                oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
            }
        }
        return OutboxBacklog.builder(handler)
                .waiting(open, oldest)
                .held(held)
                .dead(dead)
                .build();
    }

    @Override
    public List<DeadLetter> deadLetters(String handler, Seek seek) {
        return MemoryTransaction.part(
                waiting.entrySet().stream()
                        .filter(entry -> entry.getKey().handler().equals(handler))
                        .flatMap(entry -> letter(entry.getKey(), entry.getValue()).stream()),
                letter -> new Seek.Position(letter.ticketId().value(), letter.number()),
                MemoryTransaction.BY_KEY_THEN_ID,
                seek);
    }

    private static Optional<DeadLetter> letter(Key key, Delivery delivery) {
        Instant diedAt = delivery.diedAt();
        String failure = delivery.failure();
        if (diedAt == null || failure == null) {
            return Optional.empty();
        }
        QueuedEvent event = delivery.event();
        return Optional.of(DeadLetter.builder(key.handler(), event.tenant(), key.ticket(), key.number())
                .event(event.type(), event.at())
                .failed(failure, delivery.attempts(), diedAt)
                .build());
    }

    @Override
    public boolean replay(String handler, TicketId ticket, long number, Instant now) {
        Key key = new Key(handler, ticket, number);
        Delivery dead = waiting.get(key);
        if (dead == null || !dead.isDead()) {
            return false;
        }
        put(key, new Delivery(dead.event(), now, false, dead.claims(), 0, null, null));
        return true;
    }

    @Override
    public boolean skip(String handler, TicketId ticket, long number, Instant now) {
        Key key = new Key(handler, ticket, number);
        Delivery dead = waiting.get(key);
        if (dead == null || !dead.isDead()) {
            return false;
        }
        undo.remove(waiting, key);
        return true;
    }

    @Override
    public long discard(String handler) {
        return remove(key -> key.handler().equals(handler));
    }

    /** The ticket is being erased. */
    void forget(TicketId ticket) {
        remove(key -> key.ticket().equals(ticket));
    }

    private long remove(Predicate<Key> which) {
        List<Key> keys = waiting.keySet().stream().filter(which).toList();
        keys.forEach(key -> undo.remove(waiting, key));
        return keys.size();
    }
}
