package io.ticketkit.jpa;

import io.ticketkit.jpa.internal.Dialect;
import io.ticketkit.jpa.internal.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Lets one node migrate after the other. Flyway's own lock begins only after it has looked at the schema: a node that looks
 * while another has just made the history table fails with "already exists, and is empty".
 */
final class MigrationLock {
    /** Any number, the same for all nodes: "ticketki" in ASCII. */
    private static final long KEY = 0x7469636b65746b69L;

    private MigrationLock() {}

    static void hold(DataSource dataSource, Runnable work) {
        SqlErrors.mapped(() -> {
            try (Connection connection = dataSource.getConnection()) {
                if (Dialect.of(connection).isPostgresql()) {
                    holdInDatabase(connection, work);
                    return true;
                }
            }
            // an H2 database is open in one process, this one
            synchronized (MigrationLock.class) {
                work.run();
            }
            return true;
        });
    }

    /** Ends with the transaction, also when the node dies. */
    private static void holdInDatabase(Connection connection, Runnable work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + KEY + ")");
            work.run();
        } finally {
            release(connection, autoCommit);
        }
    }

    private static void release(Connection connection, boolean autoCommit) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            // the lock went with the connection; this must not hide why the migration failed, or fail one that did not
        }
    }
}
