package io.ticketkit.demo.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file that is written beside its place and there all at once, or not at all. */
final class AtomicFile implements AutoCloseable {
    private final Path target;
    private final Path part;
    private @Nullable FileChannel channel;

    AtomicFile(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
    }

    /** Begins it, unless another process is writing it; unbuffered. */
    OutputStream open() throws IOException {
        FileChannel opened = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(opened);
            opened.truncate(0);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        channel = opened;
        return Channels.newOutputStream(opened);
    }

    private void lock(FileChannel opened) throws IOException {
        boolean isMine;
        try {
            isMine = opened.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            isMine = false;
        }
        if (!isMine) {
            throw new FileSystemException(part.toString(), null, "somebody else is writing it");
        }
    }

    /** Everything was written. */
    void commit() throws IOException {
        if (channel == null) {
            throw new IllegalStateException("not open");
        }
        channel.force(true);
        // still locked
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
        channel.close();
        channel = null;
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
            Files.deleteIfExists(part);
        }
    }
}
