package io.ticketkit.demo.archive;

import io.ticketkit.Actor;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.testkit.ArchivedStory;
import io.ticketkit.testkit.Desk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A desk in memory, and its files. */
final class Shelf {
    static final int LONGEST = 1 << 20;

    final List<String> problems = new ArrayList<>();
    private final Desk desk;
    private final Path folder;

    Shelf(Path folder) {
        this.folder = folder;
        InMemoryTicketStorage storage = new InMemoryTicketStorage();
        this.desk = new Desk(number -> storage);
    }

    /** With the tickets of the story. */
    static Shelf filled(Path folder) {
        Shelf shelf = new Shelf(folder);
        new ArchivedStory(shelf.desk).tell();
        return shelf;
    }

    TicketService tickets() {
        return desk.as(Actor.system("archive"));
    }

    List<String> told() {
        List<TicketPast> pasts = ArchivedStory.exported(tickets());
        return ArchivedStory.told(pasts);
    }

    byte[] exported(Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TicketQuery all = TicketQuery.builder().order(TicketOrder.OLDEST).build();
        try {
            new Exporter(tickets().archive(), all, format, done -> {}).to(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    Path rejects() {
        return folder.resolve("rejects");
    }

    Importer.Result read(byte[] file, Format format) throws IOException {
        return read(file, format, LONGEST);
    }

    Importer.Result read(byte[] file, Format format, int longest) throws IOException {
        return importer(false, longest).run(new ByteArrayInputStream(file), format, rejects());
    }

    Importer importer(boolean dryRun, int longest) {
        return new Importer(
                tickets(),
                Taxonomy.support(),
                Instant.EPOCH,
                new Importer.Options(
                        dryRun, longest, problem -> problems.add(problem.toString()), (tickets, bytes) -> {}));
    }
}
