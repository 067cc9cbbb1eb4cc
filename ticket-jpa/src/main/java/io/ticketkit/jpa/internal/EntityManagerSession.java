package io.ticketkit.jpa.internal;

import io.ticketkit.StorageException;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on the connection of an entity manager's transaction. Its failures are kept from the provider, which would
 * mark the transaction for rollback.
 */
public final class EntityManagerSession implements SqlSession {
    private final EntityManager manager;
    private @Nullable StorageException failure;

    /** Of an entity manager with an active transaction. */
    public EntityManagerSession(EntityManager manager) {
        this.manager = manager;
    }

    /**
     * Runs work that uses this session. When it swallows a failure of the database it fails all the same: PostgreSQL
     * has given up the transaction by then, and its driver says nothing when that is committed.
     */
    public <T> T run(Function<SqlSession, T> work) {
        T result = work.apply(this);
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    /**
     * The same, and what the work wrote is undone when it throws, though the transaction is not ours: its owner may catch
     * that and commit. In SQL, because an XA connection refuses savepoints through JDBC.
     */
    public <T> T runOrUndo(Function<SqlSession, T> work) {
        String savepoint = "ticketkit_" + UUID.randomUUID().toString().replace("-", "");
        execute("savepoint " + savepoint);
        T result;
        try {
            result = run(work);
        } catch (Throwable t) {
            undo(savepoint, t);
            throw t;
        }
        if (call(Dialect::of).isPostgresql()) {
            // H2 has no such statement and forgets them with the transaction
            execute("release savepoint " + savepoint);
        }
        return result;
    }

    private void undo(String savepoint, Throwable failure) {
        try {
            execute("rollback to savepoint " + savepoint);
        } catch (StorageException e) {
            failure.addSuppressed(e);
        }
    }

    private void execute(String sql) {
        call(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Override
    public <T> T call(Work<T> work) {
        try {
            return attempt(work);
        } catch (StorageException e) {
            failure = e;
            throw e;
        }
    }

    private <T> T attempt(Work<T> work) {
        Attempt<T> attempt = new Attempt<>(work);
        SqlErrors.mapped(() -> {
            manager.<Connection, Boolean>callWithConnection(attempt::run);
            if (!attempt.done) {
                // EclipseLink 5.0 calls back with null
                attempt.run(manager.unwrap(Connection.class));
            }
            return true;
        });
        return attempt.result();
    }

    private static final class Attempt<T> {
        private final Work<T> work;
        private boolean done;
        private @Nullable Supplier<T> outcome;

        Attempt(Work<T> work) {
            this.work = work;
        }

        boolean run(@Nullable Connection connection) {
            if (connection == null) {
                return false;
            }
            done = true;
            try {
                T result = work.run(connection);
                outcome = () -> result;
            } catch (SQLException e) {
                StorageException failure = SqlErrors.of(e);
                outcome = () -> {
                    throw failure;
                };
            } catch (RuntimeException e) {
                outcome = () -> {
                    throw e;
                };
            }
            return true;
        }

        T result() {
            if (outcome == null) {
                throw new StorageException("The persistence provider gives no JDBC connection.", null);
            }
            return outcome.get();
        }
    }
}
