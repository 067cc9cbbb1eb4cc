package io.ticketkit.llm.internal.http;

import io.ticketkit.Deadline;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Time and chance, so that tests can decide both. */
public interface Timing {
    /** The time and the chance of this machine. */
    Timing SYSTEM = new Timing() {
        @Override
        public Deadline after(Duration duration) {
            return Deadline.after(duration);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis() + 1);
        }

        @Override
        public double random() {
            return ThreadLocalRandom.current().nextDouble();
        }
    };

    /** A point in time from now on. */
    Deadline after(Duration duration);

    /** Waits at least that long. */
    void sleep(Duration duration) throws InterruptedException;

    /** A number from 0 up to, but not, 1. */
    double random();
}
