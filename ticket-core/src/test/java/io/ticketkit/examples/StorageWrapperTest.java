package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import io.ticketkit.testkit.StorageHarness;
import io.ticketkit.testkit.TicketStorageContract;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Wraps a storage to count its transactions, and shows with the published contract that nothing else changed. */
class StorageWrapperTest extends TicketStorageContract {
    record Counting(TicketStorage inner, AtomicLong reads, AtomicLong writes) implements TicketStorage {
        Counting(TicketStorage inner) {
            this(inner, new AtomicLong(), new AtomicLong());
        }

        @Override
        public <T> T read(Function<? super TicketReader, ? extends T> work) {
            reads.incrementAndGet();
            return inner.read(work);
        }

        @Override
        public <T> T readLagging(Function<? super TicketReader, ? extends T> work) {
            reads.incrementAndGet();
            return inner.readLagging(work);
        }

        @Override
        public <T> T write(Function<? super TicketWriter, ? extends T> work) {
            writes.incrementAndGet();
            return inner.write(work);
        }

        @Override
        public AttachmentStore attachmentStore() {
            return inner.attachmentStore();
        }

        @Override
        public boolean joins() {
            return inner.joins();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private static final Counting STORAGE = new Counting(new InMemoryTicketStorage());

    @Override
    public StorageHarness harness() {
        return number -> STORAGE;
    }

    @Test
    void aSubmitIsOneTransaction() {
        Counting storage = new Counting(new InMemoryTicketStorage());
        try (TicketKit kit = TicketKit.builder().storage(storage).build()) {
            kit.as(Actor.staff("a")).submit(TicketDraft.of("Printer", "It jams."));
        }
        assertThat(storage.writes()).hasValue(1);
        assertThat(storage.reads()).hasValue(0);
    }
}
