package io.ticketkit.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is set. Thread-safe. */
public final class SettableClock extends Clock {
    private volatile Instant now;

    /**
     * Starts somewhere.
     *
     * @param start what it shows
     */
    public SettableClock(Instant start) {
        this.now = start;
    }

    /**
     * Sets it.
     *
     * @param instant what it shows from now on
     */
    public synchronized void set(Instant instant) {
        this.now = instant;
    }

    /**
     * Moves it.
     *
     * @param duration by how much; negative to move it back
     */
    public synchronized void advance(Duration duration) {
        this.now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
