package io.ticketkit.internal;

import io.ticketkit.ProcessingOptions;
import io.ticketkit.StorageConflictException;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Transactions of our own that are tried again when the storage fails.
 *
 * @param engine of the kit
 * @param attempts how often
 * @param backoff how long is waited in between
 * @param halt ends the waiting
 */
record Patience(Engine engine, int attempts, Backoff backoff, Halt halt) {
    private static final int CONFLICTS = 5;

    static Patience of(Engine engine, ProcessingOptions options) {
        Backoff backoff = new Backoff(options.firstDelay(), options.longestDelay());
        return new Patience(engine, options.attempts(), backoff, new Halt());
    }

    /**
     * The work may have been done when the connection broke in its commit: doing it again must be safe. A run that shall end
     * does not wait, but tries once more: what is under way may have been paid for.
     */
    <T> T run(Supplier<T> work) {
        int conflicts = 0;
        int failures = 0;
        boolean last = false;
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
                } else if (last || ++failures >= attempts) {
                    throw e;
                }
                last = !halt.waited(backoff.after(failures));
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    /** Whether it is the storage that failed, and not what it was told to store. */
    static boolean isOutage(Throwable failure) {
        return failure instanceof StorageUnavailableException
                || failure instanceof StorageConflictException
                || (failure instanceof StorageException && failure.getClass() == StorageException.class);
    }
}
