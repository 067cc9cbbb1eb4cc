package io.ticketkit.testkit;

import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TransactionHooks;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A storage whose next transactions fail, as often as told. */
final class Outages implements StorageHarness {
    /** How many transactions fail yet. */
    final AtomicInteger left = new AtomicInteger();

    /** How many transactions are committed yet without anybody hearing of it. */
    final AtomicInteger unheard = new AtomicInteger();

    private final StorageHarness inner;

    Outages(StorageHarness inner) {
        this.inner = inner;
    }

    @Override
    public TicketStorage node(int number) {
        TicketStorage storage = inner.node(number);
        return new TicketStorage() {
            @Override
            public <T> T read(Function<? super TicketReader, ? extends T> work) {
                failIfGone();
                return storage.read(work);
            }

            @Override
            public <T> T write(Function<? super TicketWriter, ? extends T> work) {
                failIfGone();
                T result = storage.write(work);
                failIf(unheard);
                return result;
            }

            @Override
            public void writeRuns(Consumer<? super RunWriter> work) {
                failIfGone();
                storage.writeRuns(work);
            }

            @Override
            public boolean keepsRunsApart() {
                return storage.keepsRunsApart();
            }

            @Override
            public boolean joins() {
                return storage.joins();
            }

            @Override
            public void close() {
                // as it is for who closes it; the suite goes on with it
                left.set(Integer.MAX_VALUE);
            }
        };
    }

    private void failIfGone() {
        failIf(left);
    }

    private static void failIf(AtomicInteger times) {
        if (times.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new StorageUnavailableException(null);
        }
    }

    @Override
    public <T> T asHost(Supplier<T> work) {
        return inner.asHost(work);
    }

    @Override
    public Optional<TransactionHooks> hooks() {
        return inner.hooks();
    }
}
