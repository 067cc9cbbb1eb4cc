package io.ticketkit.spi;

import io.ticketkit.StorageException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where tickets are kept. An implementation is thread-safe, extends the contract suite
 * {@code TicketStorageContract}, and throws {@link StorageException} (or one of its kinds) for every failure of its own.
 *
 * <p>In <em>managed</em> mode {@link #write} begins a transaction, commits it when the work returns and rolls it back
 * when the work throws. In <em>joining</em> mode the work takes part in the transaction of the host, which this storage
 * neither begins nor ends.
 */
public interface TicketStorage extends AutoCloseable {
    /**
     * Reads, with a view of the data that includes every committed transaction.
     *
     * @param work what to read; its exception is passed on as it is
     * @param <T> what it returns
     * @return what the work returned
     * @throws StorageException when the storage fails, {@link io.ticketkit.NoTransactionException} when it joins
     *     and there is nothing to join
     */
    <T> T read(Function<? super TicketReader, ? extends T> work);

    /**
     * Reads figures, and what a search for words finds: what may be some seconds old. A storage with read-only copies of its
     * data reads there, to spare where it writes; whoever needs what was just written uses {@link #read}. It needs an active
     * transaction where {@code read} does, but need not see what that transaction wrote.
     *
     * @param work what to read, and nothing else: called again, elsewhere, when the first place fails; its exception is
     *     passed on as it is
     * @param <T> what it returns
     * @return what the work returned; unless overridden what {@link #read} returns
     * @throws StorageException when the storage fails, {@link io.ticketkit.NoTransactionException} when it joins
     *     and there is nothing to join
     */
    default <T> T readLagging(Function<? super TicketReader, ? extends T> work) {
        return read(work);
    }

    /**
     * Reads and writes: everything or nothing.
     *
     * @param work what to do; called once; its exception is passed on as it is, after everything was undone
     * @param <T> what it returns
     * @return what the work returned
     * @throws StorageException when the storage fails, {@link io.ticketkit.NoTransactionException} when it joins
     *     and there is nothing to join
     */
    <T> T write(Function<? super TicketWriter, ? extends T> work);

    /**
     * Records runs of classifiers that belong to no write of a ticket: in a short transaction of its own, or in that of
     * the host when this storage joins and does not {@linkplain #keepsRunsApart() keep runs apart}.
     *
     * @param work what to record; called once
     * @throws StorageException when the storage fails, {@link io.ticketkit.NoTransactionException} when there is
     *     nothing to join
     */
    default void writeRuns(Consumer<? super RunWriter> work) {
        write(writer -> {
            work.accept(writer.runs());
            return true;
        });
    }

    /**
     * Whether runs are always written by {@link #writeRuns}, in transactions of their own, though tickets are written in
     * the host's: they stay when the host rolls back.
     *
     * @return false, unless overridden
     */
    default boolean keepsRunsApart() {
        return false;
    }

    /**
     * Where the content of attached files is kept, unless the host has a place of its own for it. What it does in managed
     * mode is done in short transactions of its own, joining in the host's.
     *
     * @return a store; of no use once this storage is closed
     * @throws UnsupportedOperationException unless overridden
     */
    default AttachmentStore attachmentStore() {
        throw new UnsupportedOperationException("This storage keeps no files: give the kit a place for them,"
                + " attachments(AttachmentStore, AttachmentRules).");
    }

    /** {@return whether this storage takes part in transactions of the host instead of making its own} */
    boolean joins();

    /** Ends what this storage started, and nothing it was given. Calling it again does nothing. */
    @Override
    void close();
}
