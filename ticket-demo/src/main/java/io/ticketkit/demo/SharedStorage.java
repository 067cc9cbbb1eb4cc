package io.ticketkit.demo;

import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.util.function.Consumer;
import java.util.function.Function;

/** A storage that outlives the kit that uses it: closing the kit leaves it open for the next. */
record SharedStorage(TicketStorage storage) implements TicketStorage {
    @Override
    public <T> T read(Function<? super TicketReader, ? extends T> work) {
        return storage.read(work);
    }

    @Override
    public <T> T readLagging(Function<? super TicketReader, ? extends T> work) {
        return storage.readLagging(work);
    }

    @Override
    public <T> T write(Function<? super TicketWriter, ? extends T> work) {
        return storage.write(work);
    }

    @Override
    public void writeRuns(Consumer<? super RunWriter> work) {
        storage.writeRuns(work);
    }

    @Override
    public boolean keepsRunsApart() {
        return storage.keepsRunsApart();
    }

    @Override
    public AttachmentStore attachmentStore() {
        return storage.attachmentStore();
    }

    @Override
    public boolean joins() {
        return storage.joins();
    }

    /** Nothing: who opened the storage closes it. */
    @Override
    public void close() {}
}
