package io.ticketkit.demo.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where lines are set aside, as they were: mended, the file can be imported. It is there once all was read; a process that is
 * killed leaves only a part under another name, which the next one begins anew.
 */
final class Rejects implements AutoCloseable {
    private static final byte[] NONE = {};

    private final Path target;
    private final AtomicFile file;
    private @Nullable OutputStream out;
    private byte[] header = NONE;

    Rejects(Path target) {
        this.target = target;
        this.file = new AtomicFile(target);
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
        if (out == null) {
            out = new BufferedOutputStream(file.open());
            out.write(header);
        }
        return out;
    }

    /** Where they are, or null when there are none. */
    @Nullable
    Path finish() throws IOException {
        if (out == null) {
            return null;
        }
        out.flush();
        file.commit();
        out = null;
        return target;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
