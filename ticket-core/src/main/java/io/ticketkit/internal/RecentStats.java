package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.Deadline;
import io.ticketkit.Scope;
import io.ticketkit.StatsProvider;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketStats;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * Keeps what was counted for a moment, so that many who look again and again cost one count; but nobody is given numbers from before
 * what they wrote themselves. Thread-safe.
 */
public final class RecentStats {
    /** Which numbers are kept at a time, at most. */
    private static final int MOST = 1_000;

    private final StatsProvider provider;
    private final Duration age;
    /** The oldest come first, in both. */
    private final Map<Key, Counted> counted = new LinkedHashMap<>();

    private final Map<Writer, Written> written = new LinkedHashMap<>();
    /** Tells which of two things began first. */
    private long steps;

    private record Key(String tenant, Scope scope, String query) {}

    private record Writer(String tenant, Actor.Role role, String id) {}

    private record Written(long step, Deadline known) {}

    private record Counted(long step, Deadline known, FutureTask<TicketStats> numbers) {}

    /**
     * Fixes who counts.
     *
     * @param provider who counts
     * @param age how old numbers may be; not positive when they are always counted anew
     */
    public RecentStats(StatsProvider provider, Duration age) {
        this.provider = provider;
        this.age = age;
    }

    StatsProvider provider() {
        return provider;
    }

    private boolean keeps() {
        return age.compareTo(Duration.ZERO) > 0;
    }

    /** What an actor is told of a selection. */
    TicketStats of(TicketSelection selection, Actor actor) {
        if (!keeps()) {
            return provider.stats(selection);
        }
        Key key = new Key(selection.tenant(), selection.scope(), Fingerprint.of(selection.query()));
        Counted numbers = current(key, selection, writer(selection.tenant(), actor));
        // runs where it was not begun yet, and waits for who did begin otherwise
        numbers.numbers().run();
        try {
            return numbers.numbers().get();
        } catch (ExecutionException e) {
            forget(key, numbers);
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return provider.stats(selection);
        }
    }

    private synchronized Counted current(Key key, TicketSelection selection, Writer writer) {
        Counted known = counted.get(key);
        Written last = written.get(writer);
        if (known != null && !known.known().hasPassed() && (last == null || last.step() < known.step())) {
            return known;
        }
        dropOld(counted, numbers -> numbers.known().hasPassed() || counted.size() >= MOST);
        Counted fresh = new Counted(++steps, Deadline.after(age), new FutureTask<>(() -> provider.stats(selection)));
        counted.remove(key);
        counted.put(key, fresh);
        return fresh;
    }

    private synchronized void forget(Key key, Counted numbers) {
        counted.remove(key, numbers);
    }

    /** Somebody's write was committed. */
    synchronized void written(String tenant, Actor actor) {
        if (keeps()) {
            dropOld(written, one -> one.known().hasPassed());
            Writer writer = writer(tenant, actor);
            written.remove(writer);
            written.put(writer, new Written(++steps, Deadline.after(age)));
        }
    }

    private static Writer writer(String tenant, Actor actor) {
        return new Writer(tenant, actor.role(), actor.id());
    }

    private static <K, V> void dropOld(Map<K, V> map, Predicate<V> isOld) {
        Iterator<V> oldest = map.values().iterator();
        while (oldest.hasNext() && isOld.test(oldest.next())) {
            oldest.remove();
        }
    }
}
