package io.ticketkit.jpa.internal;

import io.ticketkit.StorageException;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on the connection of an entity manager's transaction. Its failures are kept from the provider, which would
 * mark the transaction for rollback.
 */
public final class EntityManagerSession implements SqlSession {
    private final EntityManager manager;

    /** Of an entity manager with an active transaction. */
    public EntityManagerSession(EntityManager manager) {
        this.manager = manager;
    }

    @Override
    public <T> T call(Work<T> work) {
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
