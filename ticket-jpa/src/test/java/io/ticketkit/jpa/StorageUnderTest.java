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
    private final EntityManagerFactory factory;
    private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();
    private final TicketStorage storage;

    private StorageUnderTest(EntityManagerFactory factory, boolean joining) {
        this.factory = factory;
        this.storage = joining
                ? JpaTicketStorage.joining(this::current).build()
                : JpaTicketStorage.managed(factory).build();
    }

    static StorageUnderTest of(TestDatabase database, Provider provider, boolean joining) {
        return new StorageUnderTest(database.entityManagerFactory(provider), joining);
    }

    private EntityManager current() {
        EntityManager manager = current.get();
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
        try (EntityManager manager = factory.createEntityManager()) {
            current.set(manager);
            manager.getTransaction().begin();
            T result = work.get();
            manager.getTransaction().commit();
            return result;
        } finally {
            EntityManager manager = current();
            if (manager.isOpen() && manager.getTransaction().isActive()) {
                manager.getTransaction().rollback();
            }
            current.remove();
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
