package io.ticketkit.jpa;

import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A joining storage is used in transactions that this makes, a managed one makes its own. */
final class StorageUnderTest implements TicketStorage {
    private static final ThreadLocal<@Nullable EntityManager> CURRENT = new ThreadLocal<>();

    private final EntityManagerFactory factory;
    private final TicketStorage storage;

    private StorageUnderTest(EntityManagerFactory factory, boolean joining) {
        this.factory = factory;
        this.storage = joining
                ? JpaTicketStorage.joining(StorageUnderTest::current).build()
                : JpaTicketStorage.managed(factory).build();
    }

    static StorageUnderTest of(TestDatabase database, Provider provider, boolean joining) {
        return new StorageUnderTest(database.entityManagerFactory(provider), joining);
    }

    private static EntityManager current() {
        EntityManager manager = CURRENT.get();
        if (manager == null) {
            throw new IllegalStateException("no entity manager");
        }
        return manager;
    }

    @Override
    public <T> T read(Function<? super TicketReader, ? extends T> work) {
        return joins() ? inTransaction(() -> storage.read(work)) : storage.read(work);
    }

    @Override
    public <T> T write(Function<? super TicketWriter, ? extends T> work) {
        return joins() ? inTransaction(() -> storage.write(work)) : storage.write(work);
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        EntityManager manager = factory.createEntityManager();
        CURRENT.set(manager);
        try {
            manager.getTransaction().begin();
            T result = work.get();
            manager.getTransaction().commit();
            return result;
        } finally {
            CURRENT.remove();
            if (manager.getTransaction().isActive()) {
                manager.getTransaction().rollback();
            }
            manager.close();
        }
    }

    @Override
    public boolean joins() {
        return storage.joins();
    }

    @Override
    public void close() {
        storage.close();
    }
}
