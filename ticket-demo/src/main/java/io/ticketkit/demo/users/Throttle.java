package io.ticketkit.demo.users;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often something may be done with the same key: a number of times at once, then one after each pause (the generic
 * cell rate algorithm). The table has a fixed size, and nothing is ever forgotten in favour of something newer: no number
 * of other keys makes it grow, or frees one that tries too often. Two keys may share a place by chance. Safe for
 * concurrent use.
 */
public final class Throttle {
    private static final int PLACES = 1 << 16;

    private final String what;
    private final Clock clock;
    private final long pause;
    private final long atMost;
    /** Up to when, in microseconds since 1970, what was done is not yet made up for by pauses. */
    private final AtomicLongArray busyUntil = new AtomicLongArray(PLACES);
    /** So that nobody outside knows which keys share a place. */
    private final long seed = UUID.randomUUID().getMostSignificantBits();

    /**
     * Makes one.
     *
     * @param what it is about, for the log
     * @param atOnce how many times it may be done after enough rest
     * @param pause after how long it may be done once more
     */
    public Throttle(String what, Clock clock, int atOnce, Duration pause) {
        this.what = what;
        this.clock = clock;
        this.pause = TimeUnit.MICROSECONDS.convert(pause);
        this.atMost = this.pause * atOnce;
    }

    /**
     * Counts one time.
     *
     * @throws TooManyAttemptsException when it was one too many, which is not counted
     */
    public void take(String key) {
        long now = now();
        int place = place(key);
        long before;
        long after;
        do {
            before = busyUntil.get(place);
            long busy = Math.min(Math.max(before, now), now + atMost);
            after = busy + pause;
            if (after > now + atMost) {
                if (before > busy) {
                    // the clock was set back: nobody waits longer than ever
                    busyUntil.compareAndSet(place, before, busy);
                }
                throw new TooManyAttemptsException(what, Duration.of(after - now - atMost, ChronoUnit.MICROS));
            }
        } while (!busyUntil.compareAndSet(place, before, after));
    }

    /** It turned out to be one that does not count. */
    public void giveBack(String key) {
        busyUntil.addAndGet(place(key), -pause);
    }

    private long now() {
        return TimeUnit.MICROSECONDS.convert(Duration.ofMillis(clock.millis()));
    }

    private int place(String key) {
        long mixed = seed;
        for (int i = 0; i < key.length(); i++) {
            mixed = (mixed ^ key.charAt(i)) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 29;
        }
        return (int) (mixed >>> 40) & (PLACES - 1);
    }
}
