package io.ticketkit.memory;

import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Keeps tickets in memory, as long as it is referenced: for tests, demonstrations and small tools. A full storage with
 * transactions; they run one at a time. Several kits can share one instance. Thread-safe.
 */
public final class InMemoryTicketStorage implements TicketStorage {
    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryState state = new MemoryState();

    /** Makes an empty storage. */
    public InMemoryTicketStorage() {}

    @Override
    public <T> T read(Function<? super TicketReader, ? extends T> work) {
        lock.lock();
        try {
            return work.apply(new MemoryTransaction(state));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T write(Function<? super TicketWriter, ? extends T> work) {
        MemoryTransaction transaction = new MemoryTransaction(state);
        lock.lock();
        try {
            return work.apply(transaction);
        } catch (Throwable t) {
            transaction.rollBack();
            throw t;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public AttachmentStore attachmentStore() {
        return new MemoryAttachmentStore(lock, state);
    }

    /** {@return false: there is no host transaction to join} */
    @Override
    public boolean joins() {
        return false;
    }

    /** Does nothing; the tickets stay. */
    @Override
    public void close() {}
}
