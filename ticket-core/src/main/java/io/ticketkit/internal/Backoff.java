package io.ticketkit.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long is waited after a failed attempt: three times as long each time, less up to a quarter by chance, so that what
 * failed together does not come together again.
 *
 * @param first after the first
 * @param longest at most
 */
record Backoff(Duration first, Duration longest) {
    private static final int FACTOR = 3;

    Duration after(int attempt) {
        Duration delay = first;
        for (int i = 1; i < attempt && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(FACTOR);
        }
        Duration whole = delay.compareTo(longest) < 0 ? delay : longest;
        long most = whole.toNanos() / 4;
        return whole.minusNanos(most == 0 ? 0 : ThreadLocalRandom.current().nextLong(most));
    }
}
