package io.ticketkit;

import org.jspecify.annotations.Nullable;

/** The storage failed. In managed mode nothing was written; joining, the host's transaction must be rolled back. */
public class StorageException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by a storage.
     *
     * @param message what happened; no SQL, no values
     * @param cause the driver's exception, or null
     */
    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
