package io.ticketkit;

import org.jspecify.annotations.Nullable;

/** The storage failed. In managed mode nothing was written; joining, a failed write was undone, but after a failed
 * read PostgreSQL accepts nothing more until the host rolls back. */
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
