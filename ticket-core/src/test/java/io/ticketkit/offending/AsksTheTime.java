package io.ticketkit.offending;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

@SuppressWarnings("JavaUtilDate")
public final class AsksTheTime {

    Instant fine(Clock clock) {
        return Instant.now(clock);
    }

    Instant call() {
        return Instant.now();
    }

    Supplier<Instant> reference() {
        return Instant::now;
    }

    LongSupplier millis() {
        return System::currentTimeMillis;
    }

    Date date() {
        return new Date();
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    long nanos() {
        return System.nanoTime();
    }
}
