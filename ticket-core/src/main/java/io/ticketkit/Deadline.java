package io.ticketkit;

import java.time.Duration;

/**
 * A point in monotonic time until which something must be done; unaffected by changes of the wall clock. Immutable.
 */
public final class Deadline {
    private final long start;
    private final long nanoTime;

    private Deadline(long start, long nanos) {
        this.start = start;
        this.nanoTime = start + nanos;
    }

    /**
     * A deadline from now on.
     *
     * @param duration how long; zero or less is a deadline that has passed, more than 100 years is cut to that
     * @return the deadline
     */
    public static Deadline after(Duration duration) {
        Duration bounded = duration.compareTo(Duration.ofDays(36_500)) > 0 ? Duration.ofDays(36_500) : duration;
        long nanos = bounded.isNegative() ? 0 : bounded.toNanos();
        return new Deadline(System.nanoTime(), nanos);
    }

    /** {@return how long ago it was set: zero or more} */
    public Duration elapsed() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - start));
    }

    /** {@return how long is left: zero when it has passed, never negative} */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** {@return whether it has passed: true when nothing is left} */
    public boolean hasPassed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    @Override
    public String toString() {
        return "Deadline[in " + remaining().toMillis() + " ms]";
    }
}
