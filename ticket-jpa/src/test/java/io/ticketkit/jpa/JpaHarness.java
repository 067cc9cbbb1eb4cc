package io.ticketkit.jpa;

import io.ticketkit.TransactionHooks;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.testkit.StorageHarness;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Two nodes on one database: managed, on the data source or on a provider, or joining the transactions of a little host. */
final class JpaHarness implements StorageHarness, AutoCloseable {
    /** Whose transactions are used. */
    enum Mode {
        MANAGED,
        JOINING,
        RUNS_APART
    }

    /** What the host has open on one thread. */
    private static final class HostTransaction {
        final Map<Integer, EntityManager> managers = new HashMap<>();
        final List<Runnable> afterCommit = new ArrayList<>();
    }

    private static final ThreadLocal<@Nullable HostTransaction> CURRENT = new ThreadLocal<>();
    private final List<EntityManagerFactory> factories;
    private final List<JpaTicketStorage> nodes;
    private final boolean joining;
    private final DataSource dataSource;
    private final boolean runsApart;

    /** Managed, on the data source. */
    JpaHarness(TestDatabase database) {
        this(database, null, Mode.MANAGED);
    }

    JpaHarness(TestDatabase database, @Nullable Provider provider, Mode mode) {
        this.joining = mode != Mode.MANAGED;
        this.dataSource = database.dataSource();
        this.runsApart = mode == Mode.RUNS_APART;
        TicketSchema.of(database.dataSource()).migrate();
        this.factories = provider == null
                ? List.of()
                : List.of(database.entityManagerFactory(provider), database.entityManagerFactory(provider));
        this.nodes = List.of(open(0), open(1));
    }

    private JpaTicketStorage open(int node) {
        if (!joining) {
            return (factories.isEmpty()
                            ? JpaTicketStorage.managed(dataSource)
                            : JpaTicketStorage.managed(factories.get(node)))
                    .build();
        }
        JpaTicketStorage.JoiningBuilder builder = JpaTicketStorage.joining(() -> entityManager(node));
        return (runsApart ? builder.runDataSource(dataSource) : builder).build();
    }

    EntityManager entityManager(int node) {
        HostTransaction transaction = CURRENT.get();
        if (transaction == null) {
            return factories.get(node).createEntityManager();
        }
        return transaction.managers.computeIfAbsent(node, number -> {
            EntityManager manager = factories.get(number).createEntityManager();
            manager.getTransaction().begin();
            return manager;
        });
    }

    @Override
    public TicketStorage node(int number) {
        return nodes.get(number);
    }

    @Override
    public <T> T asHost(Supplier<T> work) {
        if (!joining) {
            return work.get();
        }
        HostTransaction transaction = new HostTransaction();
        CURRENT.set(transaction);
        T result;
        try {
            result = work.get();
            transaction
                    .managers
                    .values()
                    .forEach(manager -> manager.getTransaction().commit());
        } finally {
            CURRENT.remove();
            transaction.managers.values().forEach(JpaHarness::end);
        }
        transaction.afterCommit.forEach(Runnable::run);
        return result;
    }

    private static void end(EntityManager manager) {
        if (manager.getTransaction().isActive()) {
            manager.getTransaction().rollback();
        }
        manager.close();
    }

    @Override
    public Optional<TransactionHooks> hooks() {
        return joining ? Optional.of(this::afterCommit) : Optional.empty();
    }

    private void afterCommit(Runnable action) {
        HostTransaction transaction = CURRENT.get();
        if (transaction == null) {
            throw new IllegalStateException("no host transaction");
        }
        transaction.afterCommit.add(action);
    }

    @Override
    public void close() {
        nodes.forEach(JpaTicketStorage::close);
    }
}
