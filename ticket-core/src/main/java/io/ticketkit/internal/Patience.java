package io.ticketkit.internal;

import io.ticketkit.ProcessingOptions;
import io.ticketkit.StorageConflictException;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Transactions of our own that are tried again when the storage fails.
 *
 * @param engine of the kit
 * @param attempts how often
 * @param backoff how long is waited in between
 */
record Patience(Engine engine, int attempts, Backoff backoff) {
    private static final int CONFLICTS = 5;

    static Patience of(Engine engine, ProcessingOptions options) {
        return new Patience(engine, options.attempts(), backoff(options));
    }

    static Backoff backoff(ProcessingOptions options) {
        return new Backoff(options.firstDelay(), options.longestDelay());
    }

    /** The work may have been done when the connection broke in its commit: doing it again must be safe. */
    <T> T run(Supplier<T> work) {
        int conflicts = 0;
        int failures = 0;
        while (true) {
            try {
                return engine.own().run(work);
            } catch (StorageConflictException e) {
                if (++conflicts == CONFLICTS) {
                    throw e;
                }
            } catch (StorageUnavailableException e) {
                if (engine.classification().isClosed()) {
                    throw new CancellationException("the kit was closed");
                } else if (++failures >= attempts || !waited(backoff.after(failures))) {
                    throw e;
                }
            }
        }
    }

    /** Whether that was possible: an interrupted thread does not wait. */
    static boolean waited(Duration delay) {
        try {
            Thread.sleep(delay.toMillis(), delay.toNanosPart() % 1_000_000);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it is the storage that failed, and not what it was told to store. */
    static boolean isOutage(Throwable failure) {
        return failure instanceof StorageUnavailableException
                || failure instanceof StorageConflictException
                || (failure instanceof StorageException && failure.getClass() == StorageException.class);
    }
}
