package io.ticketkit.demo.robust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.demo.archive.Exporter;
import io.ticketkit.demo.archive.Format;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export is written into need not be a file. */
class ExportIntoTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static long export(Path target) throws IOException {
        try (TicketKit kit =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            TicketService tickets = kit.as(Actor.system("export"));
            tickets.submit(TicketDraft.of("Printer", "It smokes."));
            return new Exporter(tickets.archive(), TicketQuery.all(), Format.JSONL, done -> {}).to(target);
        }
    }

    @Test
    void aFullDiskBehindStandardOutputIsTold() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no such device here");
        String url = "jdbc:h2:file:" + folder.resolve("tickets");
        try (ArchiveProcess process =
                ArchiveProcess.startInto(full, url, folder.resolve("told"), "export", "--format", "csv")) {
            assertThat(process.exitStatus()).isEqualTo(1);
            assertThat(process.told()).contains("The file cannot be written: ");
        }
    }

    @Test
    void aLinkStaysOne() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(export(link)).isEqualTo(1);

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).startsWith("{\"origin\":");
    }

    @Test
    void aPipeIsWrittenInto() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes here");
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try (var in = Files.newInputStream(pipe)) {
                return new String(in.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(export(pipe)).isEqualTo(1);

        assertThat(read.get(60, SECONDS)).startsWith("{\"origin\":");
    }
}
