package io.ticketkit.demo.zendesk;

import io.ticketkit.Deadline;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;

/**
 * Tries again what may pass, a few times and within a time for all of it. Whoever changes something begins each attempt by
 * reading what is there: what seemed to fail may have been done.
 */
final class Attempts {
    static final int MAX = 5;

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final Sleeper sleeper;

    /** One attempt. */
    interface Work<T> {
        T attempt() throws ZendeskException;
    }

    Attempts(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    <T> T run(Deadline deadline, Work<T> work) throws ZendeskException {
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            try {
                return work.attempt();
            } catch (ZendeskException e) {
                Duration asked = e.retryAfter().orElse(wait);
                if (!e.reason().isPassing() || attempt == MAX || asked.compareTo(deadline.remaining()) >= 0) {
                    throw e;
                }
                sleep(asked);
                wait = wait.multipliedBy(2);
            }
        }
    }

    /** Waits, between attempts or within one. */
    void sleep(Duration time) throws ZendeskException {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZendeskException(Reason.INTERRUPTED, "interrupted while waiting for Zendesk");
        }
    }
}
