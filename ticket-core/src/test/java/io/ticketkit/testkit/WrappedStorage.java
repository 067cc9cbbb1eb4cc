package io.ticketkit.testkit;

import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.util.function.Function;

/** Another storage, for tests that change one of its methods. Runs of machines are written with {@link #write} too. */
public class WrappedStorage implements TicketStorage {
    private final TicketStorage inner;

    public WrappedStorage(TicketStorage inner) {
        this.inner = inner;
    }

    @Override
    public <T> T read(Function<? super TicketReader, ? extends T> work) {
        return inner.read(work);
    }

    @Override
    public <T> T readLagging(Function<? super TicketReader, ? extends T> work) {
        return inner.readLagging(work);
    }

    @Override
    public <T> T write(Function<? super TicketWriter, ? extends T> work) {
        return inner.write(work);
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
