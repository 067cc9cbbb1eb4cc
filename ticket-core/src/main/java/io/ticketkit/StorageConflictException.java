package io.ticketkit;

import org.jspecify.annotations.Nullable;

/** The database gave up on a deadlock, a lock time-out or a serialization failure: repeat the whole transaction. */
public final class StorageConflictException extends StorageException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by a storage.
     *
     * @param cause the driver's exception, or null
     */
    public StorageConflictException(@Nullable Throwable cause) {
        super(
                "Another transaction was in the way (deadlock, lock time-out or serialization): repeat the transaction.",
                cause);
    }
}
