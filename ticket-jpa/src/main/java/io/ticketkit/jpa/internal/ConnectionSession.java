package io.ticketkit.jpa.internal;

import io.ticketkit.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs SQL on a connection of its own. */
final class ConnectionSession implements SqlSession {
    private final Connection connection;
    private @Nullable StorageException failure;

    private ConnectionSession(Connection connection) {
        this.connection = connection;
    }

    /** In one transaction. */
    static <T> T run(DataSource dataSource, Function<SqlSession, T> work) {
        return run(dataSource, false, work);
    }

    /** The same, and the database refuses to write. */
    static <T> T readOnly(DataSource dataSource, Function<SqlSession, T> work) {
        return run(dataSource, true, work);
    }

    private static <T> T run(DataSource dataSource, boolean readOnly, Function<SqlSession, T> work) {
        Connection connection = SqlErrors.mapped(dataSource::getConnection);
        boolean done = false;
        try {
            SqlErrors.mapped(() -> {
                if (readOnly) {
                    connection.setReadOnly(true);
                }
                connection.setAutoCommit(false);
                return true;
            });
            T result = new ConnectionSession(connection).result(work);
            SqlErrors.mapped(() -> {
                connection.commit();
                return true;
            });
            done = true;
            return result;
        } finally {
            end(connection, readOnly, done);
        }
    }

    /** Every statement in a transaction of its own. */
    static <T> T read(DataSource dataSource, Function<SqlSession, T> work) {
        Connection connection = SqlErrors.mapped(dataSource::getConnection);
        try {
            SqlErrors.mapped(() -> {
                connection.setAutoCommit(true);
                return true;
            });
            return work.apply(new ConnectionSession(connection));
        } finally {
            close(connection);
        }
    }

    /** A failure that the work swallowed fails all the same: PostgreSQL has given up the transaction by then. */
    private <T> T result(Function<SqlSession, T> work) {
        T result = work.apply(this);
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // its pool finds out
        }
    }

    /** Nothing that goes wrong here hides the first failure, or makes one of a success. */
    private static void end(Connection connection, boolean readOnly, boolean done) {
        try (connection) {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
            if (readOnly) {
                connection.setReadOnly(false);
            }
        } catch (SQLException e) {
            // the connection is of no use any more; its pool finds out
        }
    }

    @Override
    public <T> T call(Work<T> work) {
        try {
            return work.run(connection);
        } catch (SQLException e) {
            failure = SqlErrors.of(e);
            throw failure;
        }
    }
}
