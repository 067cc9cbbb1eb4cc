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
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was counted for a moment, so that many who look again and again cost one count; but nobody is given numbers from before
 * what they wrote themselves. The same is counted by one at a time: who wrote while it was counted waits, and shares the next count
 * with all who did. Thread-safe.
 */
public final class RecentStats {
    /** Which numbers are kept at a time, at most. */
    private static final int MOST = 1_000;

    private final StatsProvider provider;
    private final Duration age;
    /** The oldest come first, in both. */
    private final Map<Key, Count> counted = new LinkedHashMap<>();

    private final Map<Writer, Written> written = new LinkedHashMap<>();
    /** Tells which of two things began first. */
    private long steps;

    private record Key(String tenant, Scope scope, String query) {}

    private record Writer(String tenant, Actor.Role role, String id) {}

    private record Written(long step, Deadline known) {}

    /** Numbers that are counted, were, or will be when those before them are. */
    private final class Count {
        private final FutureTask<TicketStats> numbers;
        /** When it began; 0 before. */
        private long step;

        private @Nullable Deadline known;
        /** Begins when this ends, and whoever needs it may still join. */
        private @Nullable Count next;

        Count(Key key, TicketSelection selection, @Nullable Count before) {
            this.numbers = new FutureTask<>(() -> {
                if (before != null) {
                    before.await();
                }
                begin(key, this);
                return provider.stats(selection);
            });
        }

        private void await() {
            try {
                numbers.get();
            } catch (ExecutionException e) {
                // told to those who asked for it
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isOld() {
            return numbers.isDone() && known != null && known.hasPassed();
        }

        /** Whether it has what was written then. */
        private boolean has(@Nullable Written last) {
            return known == null || (!known.hasPassed() && (last == null || last.step() < step));
        }
    }

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
        Count count = count(key, selection, writer(selection.tenant(), actor));
        // runs where it was not begun yet, and waits for who did begin otherwise
        count.numbers.run();
        try {
            return count.numbers.get();
        } catch (ExecutionException e) {
            forget(key, count);
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

    private synchronized Count count(Key key, TicketSelection selection, Writer writer) {
        Count latest = counted.get(key);
        Written last = written.get(writer);
        if (latest == null) {
            dropOld(counted, count -> count.isOld() || counted.size() >= MOST);
            latest = new Count(key, selection, null);
            counted.put(key, latest);
        } else if (!latest.has(last)) {
            if (latest.next == null) {
                latest.next = new Count(key, selection, latest);
            }
            latest = latest.next;
        }
        return latest;
    }

    /** From now on it is the latest. */
    private synchronized void begin(Key key, Count count) {
        count.step = ++steps;
        count.known = Deadline.after(age);
        counted.remove(key);
        counted.put(key, count);
    }

    private synchronized void forget(Key key, Count count) {
        counted.remove(key, count);
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
