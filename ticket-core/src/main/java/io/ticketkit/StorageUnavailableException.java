package io.ticketkit;

import org.jspecify.annotations.Nullable;

/** The database cannot be reached, or went away; try again when it is back. A write may or may not have happened
 * only if the connection broke during its commit: an idempotency key makes repeating safe. */
public final class StorageUnavailableException extends StorageException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by a storage.
     *
     * @param cause the driver's exception, or null
     */
    public StorageUnavailableException(@Nullable Throwable cause) {
        super("The database is not available: try again later.", cause);
    }
}
