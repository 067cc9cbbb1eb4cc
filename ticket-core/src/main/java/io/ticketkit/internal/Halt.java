package io.ticketkit.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** That a run shall end, because somebody cancelled it or the kit is closed. Whoever waits is woken. Thread-safe. */
final class Halt {
    private final CountDownLatch called = new CountDownLatch(1);

    void call() {
        called.countDown();
    }

    boolean isCalled() {
        return called.getCount() == 0;
    }

    /** Waits that long; false, and at once, when the run shall end or the thread is interrupted, whose flag stays set. */
    boolean waited(Duration delay) {
        try {
            return !called.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
