package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ModelCall;
import io.ticketkit.NoTransactionException;
import io.ticketkit.Scope;
import io.ticketkit.StorageException;
import io.ticketkit.TicketId;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs behind one write of a ticket. They are recorded in its transaction, or after it where the storage keeps runs
 * apart; and on their own when the write failed or had no use for them, because they cost money all the same.
 */
final class PendingRuns {
    private static final Logger LOG = LoggerFactory.getLogger(PendingRuns.class);

    private final TicketStorage storage;
    private final OwnTransactions own;
    private final List<ClassificationRun> asked = new ArrayList<>();
    private final List<Consumer<RunWriter>> afterwards = new ArrayList<>();
    /** What was recorded in the last attempt, as it was recorded. */
    private final List<ClassificationRun> recorded = new ArrayList<>();

    private boolean kept;

    PendingRuns(TicketStorage storage) {
        this(storage, new OwnTransactions(null));
    }

    /** Where the write is made in a transaction that no caller has begun. */
    PendingRuns(TicketStorage storage, OwnTransactions own) {
        this.storage = storage;
        this.own = own;
    }

    /** The write is tried once more: nothing of it was recorded. */
    void again() {
        kept = false;
        afterwards.clear();
        recorded.clear();
    }

    /** Whether the last attempt was committed after all, though the answer was lost: runs have numbers of their own. */
    boolean areThere(TicketWriter writer, String tenant, TicketId ticket) {
        // locked, so that no run of an erased ticket gets it back
        return !storage.keepsRunsApart()
                && !recorded.isEmpty()
                && writer.lock(tenant, Scope.all(), ticket).isPresent()
                && writer.runs().link(recorded.get(0)) != RunWriter.Link.UNKNOWN;
    }

    /** What was recorded of this write, at the cost with which it was; where runs are kept apart, that is not known. */
    List<ClassificationRun> recorded() {
        return recorded;
    }

    /** Remembers what was asked, so that it is recorded whatever happens. */
    Classification asked(Classification classification) {
        // first: its values are the ones that may become the ticket's
        asked.addAll(0, classification.runs());
        return classification;
    }

    List<ClassificationRun> asked() {
        return asked;
    }

    /** Records what was asked as it is now, with ticket and fates. */
    void keep(TicketWriter writer, List<ClassificationRun> runs) {
        kept = true;
        if (!runs.isEmpty()) {
            with(writer, runWriter -> recorded.addAll(store(runWriter, runs)));
        }
    }

    /** Records something about the ticket that is being written. */
    void with(TicketWriter writer, Consumer<RunWriter> work) {
        if (storage.keepsRunsApart()) {
            afterwards.add(work);
        } else {
            work.accept(writer.runs());
        }
    }

    /** Runs the write that all this is about. */
    <T> T around(Supplier<T> write) {
        T result;
        try {
            result = write.get();
        } catch (Throwable e) {
            if (!storage.joins() || storage.keepsRunsApart() || own.runner() != null) {
                recordUnlinked();
            }
            throw e;
        }
        if (!kept) {
            recordUnlinked();
        }
        if (!afterwards.isEmpty()) {
            alone(storage, own, writer -> afterwards.forEach(work -> work.accept(writer)));
        }
        return result;
    }

    private void recordUnlinked() {
        List<ClassificationRun> missing =
                asked.stream().filter(run -> run.id().isEmpty()).toList();
        if (!missing.isEmpty()) {
            alone(storage, own, writer -> store(writer, withoutTicket(missing)));
        }
    }

    /** Records runs that belong to no ticket yet. What could not be recorded comes back without id. */
    static List<ClassificationRun> recorded(TicketStorage storage, List<ClassificationRun> runs) {
        List<ClassificationRun> recorded = new ArrayList<>();
        boolean done = alone(storage, new OwnTransactions(null), writer -> {
            runs.forEach(run -> recorded.add(numbered(writer, run)));
            writer.insert(recorded);
        });
        return done ? recorded : runs;
    }

    /** Records runs for a ticket. One that was erased meanwhile is named by none; what they cost is counted all the same. */
    static List<ClassificationRun> recorded(
            TicketStorage storage, String tenant, TicketId ticket, List<ClassificationRun> runs) {
        try {
            return storage.write(writer -> {
                // nobody erases it while it is locked
                boolean there = writer.lock(tenant, Scope.all(), ticket).isPresent();
                List<ClassificationRun> kept = there ? runs : withoutTicket(runs);
                if (storage.keepsRunsApart()) {
                    return recorded(storage, kept);
                }
                List<ClassificationRun> recorded =
                        kept.stream().map(run -> numbered(writer.runs(), run)).toList();
                writer.runs().insert(recorded);
                return recorded;
            });
        } catch (StorageException e) {
            LOG.warn("Runs could not be recorded for their ticket: {}", e.getMessage());
            recorded(storage, withoutTicket(runs));
            return runs;
        }
    }

    /** What it was is erased, or never stored: nothing of its text stays, for nobody could find it when it is erased. */
    private static List<ClassificationRun> withoutTicket(List<ClassificationRun> runs) {
        return runs.stream()
                .map(run -> run.toBuilder().ticket(null).rationale(null).build())
                .toList();
    }

    /** A failure is logged only: whatever the runs were for is done, or has failed by itself. */
    private static boolean alone(TicketStorage storage, OwnTransactions own, Consumer<RunWriter> work) {
        try {
            return own.run(() -> {
                storage.writeRuns(work);
                return true;
            });
        } catch (NoTransactionException e) {
            // joining, outside a transaction: they travel with the classification until a ticket is submitted with it
            return false;
        } catch (StorageException e) {
            LOG.warn("Runs of classifiers could not be recorded: {}", e.getMessage());
            return false;
        }
    }

    /** What belongs to the ticket now. */
    private static List<ClassificationRun> store(RunWriter writer, List<ClassificationRun> runs) {
        List<ClassificationRun> linked = new ArrayList<>();
        List<ClassificationRun> fresh = new ArrayList<>();
        for (ClassificationRun run : runs) {
            RunWriter.Link link = run.id().isEmpty() ? RunWriter.Link.UNKNOWN : writer.link(run);
            if (link == RunWriter.Link.UNKNOWN) {
                fresh.add(numbered(writer, run));
            } else if (link == RunWriter.Link.TAKEN && !run.values().isEmpty()) {
                fresh.add(numbered(writer, usedAgain(run)));
            } else if (link == RunWriter.Link.LINKED) {
                linked.add(run);
            }
        }
        writer.insert(fresh);
        linked.addAll(fresh);
        return linked;
    }

    private static ClassificationRun numbered(RunWriter writer, ClassificationRun run) {
        return run.toBuilder().id(writer.nextId()).build();
    }

    /** An answer that belongs to another ticket already: as if it came from a cache. */
    private static ClassificationRun usedAgain(ClassificationRun run) {
        return run.toBuilder()
                .duration(Duration.ZERO)
                .call(run.call()
                        .map(call -> ModelCall.builder(call.model())
                                .promptVersion(call.promptVersion().orElse(null))
                                .cost(BigDecimal.ZERO)
                                .attempts(0)
                                .cached(true)
                                .flags(call.flags())
                                .build())
                        .orElse(null))
                .build();
    }
}
