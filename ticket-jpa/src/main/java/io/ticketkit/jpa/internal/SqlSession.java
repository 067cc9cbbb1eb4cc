package io.ticketkit.jpa.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Gives SQL the connection of the running transaction. */
public interface SqlSession {
    /** Some SQL. */
    interface Work<T> {
        /** Runs it. */
        T run(Connection connection) throws SQLException;
    }

    /**
     * Runs some SQL; its failure becomes a {@link io.ticketkit.StorageException}.
     */
    <T> T call(Work<T> work);
}
