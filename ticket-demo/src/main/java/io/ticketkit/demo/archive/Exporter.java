package io.ticketkit.demo.archive;

import io.ticketkit.TicketArchive;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketQuery;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Writes whole tickets into a file. */
public final class Exporter {
    private static final int BUFFER = 1 << 16;

    private final TicketArchive archive;
    private final TicketQuery query;
    private final Format format;
    private final LongConsumer progress;

    /** Of an archive; how many are written is told after each. */
    public Exporter(TicketArchive archive, TicketQuery query, Format format, LongConsumer progress) {
        this.archive = archive;
        this.query = query;
        this.format = format;
        this.progress = progress;
    }

    /**
     * Into a file, which is there once it is complete; what was there before is replaced. A link stays, and a pipe or device is
     * written as it is. Says how many.
     */
    public long to(Path target) throws IOException {
        boolean isThere = Files.exists(target);
        if (isThere && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
            try (OutputStream out = Files.newOutputStream(target)) {
                return to(out);
            }
        }
        Path real = isThere ? target.toRealPath() : target.toAbsolutePath();
        try (AtomicFile file = new AtomicFile(real)) {
            long count = to(file.open());
            file.commit();
            return count;
        }
    }

    /** To a stream, which is not closed. Says how many. */
    public long to(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        CsvPastWriter csv = format == Format.CSV ? new CsvPastWriter(writer) : null;
        long[] count = {0};
        try {
            archive.export(query, past -> {
                if (csv != null) {
                    csv.write(PastWriter.json(past));
                } else {
                    writeLine(writer, past);
                }
                progress.accept(++count[0]);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (csv != null) {
            csv.flush();
        }
        writer.flush();
        return count[0];
    }

    private static void writeLine(Writer writer, TicketPast past) {
        try {
            writer.write(JsonLines.MAPPER.writeValueAsString(PastWriter.json(past)));
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
