package io.ticketkit.demo.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where lines are set aside, as they were: mended, the file can be imported. It is there once all was read; a process that is
 * killed leaves only a part under another name, which the next one begins anew.
 */
final class Rejects implements AutoCloseable {
    private static final byte[] NONE = {};

    private final @Nullable Path target;
    private @Nullable AtomicFile file;
    private @Nullable OutputStream out;
    private byte[] header = NONE;

    /** Into a file, or nowhere where there is none. */
    Rejects(@Nullable Path target) {
        this.target = target;
    }

    /** What every such file begins with. */
    void header(byte[] line) {
        header = line;
    }

    /** Writes lines, each with its end. */
    void add(List<byte[]> lines) throws IOException {
        for (byte[] line : lines) {
            stream().write(line);
        }
    }

    /** For a line that is too long to be in memory. */
    OutputStream stream() throws IOException {
        OutputStream open = out;
        if (open == null) {
            open = target == null ? OutputStream.nullOutputStream() : begun(target);
            open.write(header);
            out = open;
        }
        return open;
    }

    private OutputStream begun(Path wanted) throws IOException {
        AtomicFile begun = new AtomicFile(wanted);
        OutputStream open = new BufferedOutputStream(begun.open());
        file = begun;
        // looked at by whoever alone may write it: what another import has set aside is not lost
        if (Files.exists(wanted)) {
            throw new FileAlreadyExistsException(wanted.toString());
        }
        return open;
    }

    /** Where they are, or null when there are none. */
    @Nullable
    Path finish() throws IOException {
        if (out == null || file == null) {
            return null;
        }
        out.flush();
        file.commit();
        return target;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
