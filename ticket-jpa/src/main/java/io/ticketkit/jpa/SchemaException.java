package io.ticketkit.jpa;

import io.ticketkit.StorageException;
import org.jspecify.annotations.Nullable;

/** The database's schema is not the one this version of TicketKit works with. The message names the remedy. */
public final class SchemaException extends StorageException {
    private static final long serialVersionUID = 1L;

    SchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
