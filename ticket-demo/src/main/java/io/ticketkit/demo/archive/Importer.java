package io.ticketkit.demo.archive;

import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.Restored;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads tickets from a file and stores them; what cannot be stored is set aside, line by line as it is. */
public final class Importer {
    private static final int BATCH = 100;
    private static final long BATCH_BYTES = 2 << 20;

    /** Is told how far it is. */
    public interface Progress {
        /** So many tickets are done, and so many bytes were read. */
        void at(long tickets, long bytes);
    }

    /**
     * What came of a file.
     *
     * @param made tickets that were stored, or would be
     * @param present tickets that were here before
     * @param refused tickets that were set aside
     * @param lines how many lines these are
     * @param rejects where they are, or null when there are none or nothing was to be stored
     */
    public record Result(
            long made,
            long present,
            long refused,
            long lines,
            @Nullable Path rejects) {}

    /**
     * How a file is imported.
     *
     * @param dryRun whether nothing is stored, and nothing set aside
     * @param longest most bytes of a line, or of the lines of a ticket
     * @param problems is told what is wrong
     * @param progress is told how far it is
     */
    public record Options(boolean dryRun, int longest, Consumer<Problem> problems, Progress progress) {}

    private final TicketService tickets;
    private final Taxonomy taxonomy;
    private final Instant begun;
    private final Options options;
    private final List<Entry> batch = new ArrayList<>();
    private long batchBytes;
    private long made;
    private long present;
    private long refused;
    private long refusedLines;

    /**
     * @param tickets where to
     * @param taxonomy which categories there are
     * @param begun what time it is: a ticket that is older was here before
     * @param options how
     */
    public Importer(TicketService tickets, Taxonomy taxonomy, Instant begun, Options options) {
        this.tickets = tickets;
        this.taxonomy = taxonomy;
        this.begun = begun;
        this.options = options;
    }

    /**
     * Imports all of it.
     *
     * @throws CannotReadException when the file as a whole is not what it should be
     * @throws StorageException when the database fails: what was done is stored, and importing all again does the rest
     */
    public Result run(InputStream in, Format format, Path rejectsFile) throws IOException {
        Lines lines = new Lines(in, options.longest());
        try (Rejects rejects = new Rejects(options.dryRun() ? null : rejectsFile)) {
            EntrySource source = format.read(lines, rejects, options.longest());
            for (Entry entry = source.next(); entry != null; entry = source.next()) {
                if (!entry.problems().isEmpty()) {
                    refuse(entry, entry.problems(), rejects);
                } else if (entry.draft() != null) {
                    submit(entry, entry.draft(), rejects);
                } else {
                    batch.add(entry);
                    batchBytes += entry.size();
                }
                if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES) {
                    restore(rejects);
                }
                options.progress().at(made + present + refused, lines.read());
            }
            restore(rejects);
            options.progress().at(made + present + refused, lines.read());
            return new Result(made, present, refused, refusedLines, rejects.finish());
        }
    }

    private void refuse(Entry entry, List<Problem> why, Rejects rejects) throws IOException {
        refused++;
        refusedLines += entry.count();
        rejects.add(entry.lines());
        why.forEach(options.problems());
    }

    private void restore(Rejects rejects) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        List<Entry> entries = List.copyOf(batch);
        batch.clear();
        batchBytes = 0;
        List<Restored> restored;
        try {
            restored = restored(entries);
        } catch (StorageUnavailableException e) {
            throw e;
        } catch (StorageException e) {
            // one of them may be what the database refuses, or others were in the way of so many
            for (Entry entry : entries) {
                alone(entry, rejects);
            }
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            count(entries.get(i), restored.get(i), rejects);
        }
    }

    private List<Restored> restored(List<Entry> entries) {
        List<TicketPast> pasts = entries.stream()
                .map(entry -> Objects.requireNonNull(entry.past()))
                .toList();
        return options.dryRun()
                ? pasts.stream().map(this::checked).toList()
                : tickets.archive().restore(pasts);
    }

    private Restored checked(TicketPast past) {
        List<Violation> violations = tickets.archive().check(past);
        return new Restored(violations.isEmpty() ? Restored.Outcome.MADE : Restored.Outcome.REFUSED, null, violations);
    }

    private void alone(Entry entry, Rejects rejects) throws IOException {
        try {
            count(entry, restored(List.of(entry)).get(0), rejects);
        } catch (ConstraintViolatedException e) {
            refuse(entry, List.of(refused(entry, e)), rejects);
        } catch (StorageUnavailableException e) {
            throw e;
        } catch (StorageException e) {
            // a full disk, say: it would refuse all the others too
            options.problems().accept(new Problem(entry.line(), "line", "The database failed at this ticket.", ""));
            throw e;
        }
    }

    private static Problem refused(Entry entry, ConstraintViolatedException e) {
        String which = e.constraint().isEmpty() ? "" : " (constraint " + e.constraint() + ")";
        return new Problem(entry.line(), "line", "The database refuses this ticket" + which + ".", "");
    }

    private void count(Entry entry, Restored restored, Rejects rejects) throws IOException {
        switch (restored.outcome()) {
            case MADE -> made++;
            case PRESENT -> present++;
            case REFUSED ->
                refuse(entry, restored.violations().stream().map(entry::problem).toList(), rejects);
        }
    }

    private void submit(Entry entry, TicketDraft draft, Rejects rejects) throws IOException {
        try {
            List<Violation> violations = new ArrayList<>(draft.violations());
            if (options.dryRun()) {
                if (draft.category()
                        .filter(name -> taxonomy.resolve(name).isEmpty())
                        .isPresent()) {
                    violations.add(new Violation("category", "This is not a valid choice."));
                }
                if (!violations.isEmpty()) {
                    throw new ValidationException(violations);
                }
            } else {
                Ticket ticket = tickets.submit(draft);
                if (ticket.createdAt().isBefore(begun)) {
                    present++;
                    return;
                }
            }
            made++;
        } catch (ValidationException e) {
            refuse(entry, e.violations().stream().map(entry::problem).toList(), rejects);
        } catch (IdempotencyConflictException e) {
            Violation violation = new Violation(
                    "id",
                    "A ticket with this id was imported before, and said something else.",
                    "Give another id, or change the ticket that is there.");
            refuse(entry, List.of(entry.problem(violation)), rejects);
        } catch (ConstraintViolatedException e) {
            refuse(entry, List.of(refused(entry, e)), rejects);
        }
    }
}
