package io.ticketkit.jpa.internal;

import io.ticketkit.NoTransactionException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs work inside transactions. */
public interface Transactions {
    /** Reads. */
    <T> T read(Function<SqlSession, T> work);

    /** Writes everything or nothing. */
    <T> T write(Function<SqlSession, T> work);

    /** One transaction of its own for each, of an entity manager. */
    static Transactions on(EntityManagerFactory factory) {
        return new Transactions() {
            @Override
            public <T> T read(Function<SqlSession, T> work) {
                return write(work);
            }

            @Override
            public <T> T write(Function<SqlSession, T> work) {
                return new ManagedRun(SqlErrors.mapped(factory::createEntityManager)).run(work);
            }
        };
    }

    /** The host's transaction. */
    static Transactions joining(Supplier<? extends @Nullable EntityManager> managers) {
        return new Transactions() {
            @Override
            public <T> T read(Function<SqlSession, T> work) {
                return session().run(work);
            }

            @Override
            public <T> T write(Function<SqlSession, T> work) {
                return session().runOrUndo(work);
            }

            private EntityManagerSession session() {
                EntityManager manager = managers.get();
                if (manager == null || !isActive(manager)) {
                    throw new NoTransactionException();
                }
                return new EntityManagerSession(manager);
            }
        };
    }

    /**
     * One transaction of its own for each write. Every statement of a read is a transaction by itself: by default neither database
     * shows more than that in a longer one, and it takes half as many round trips.
     */
    static Transactions on(DataSource dataSource) {
        return new Transactions() {
            @Override
            public <T> T read(Function<SqlSession, T> work) {
                return ConnectionSession.read(dataSource, work);
            }

            @Override
            public <T> T write(Function<SqlSession, T> work) {
                return ConnectionSession.run(dataSource, work);
            }
        };
    }

    private static boolean isActive(EntityManager manager) {
        if (!manager.isOpen()) {
            return false;
        }
        try {
            return manager.getTransaction().isActive();
        } catch (IllegalStateException e) {
            // JTA, or a shared proxy
            return manager.isJoinedToTransaction();
        }
    }

    /** One transaction. */
    final class ManagedRun {
        private final EntityManager manager;

        private ManagedRun(EntityManager manager) {
            this.manager = manager;
        }

        private <T> T run(Function<SqlSession, T> work) {
            @Nullable Throwable failure = null;
            try {
                EntityTransaction transaction = SqlErrors.mapped(() -> {
                    manager.getTransaction().begin();
                    return manager.getTransaction();
                });
                T result = new EntityManagerSession(manager).run(work);
                SqlErrors.mapped(() -> {
                    transaction.commit();
                    return true;
                });
                return result;
            } catch (Throwable t) {
                failure = t;
                throw t;
            } finally {
                end(failure);
            }
        }

        /** Nothing that goes wrong here hides the first failure, or makes one of a success. */
        private void end(@Nullable Throwable failure) {
            try {
                if (failure != null && manager.getTransaction().isActive()) {
                    manager.getTransaction().rollback();
                }
            } catch (RuntimeException e) {
                if (failure != null) {
                    failure.addSuppressed(SqlErrors.of(e));
                }
            }
            try {
                manager.close();
            } catch (RuntimeException e) {
                if (failure != null) {
                    failure.addSuppressed(SqlErrors.of(e));
                }
            }
        }
    }
}
