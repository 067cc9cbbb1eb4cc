package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassificationWorker;
import io.ticketkit.FailureReason;
import io.ticketkit.RunId;
import io.ticketkit.RunPurpose;
import io.ticketkit.Scope;
import io.ticketkit.StorageConflictException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.spi.QueuedRun;
import io.ticketkit.spi.RunQueue;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims queued runs, asks the classifier outside any transaction, and applies what it says. Transactions lock the
 * ticket before its runs, as all other writes do.
 */
public final class BackgroundWorker implements ClassificationWorker {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWorker.class);
    /** For waiting between claim and call, and for the transaction after it. */
    private static final Duration LEASE_MARGIN = Duration.ofMinutes(1);

    private static final int APPLY_ATTEMPTS = 3;

    private final Engine engine;
    private final OwnTransactions transactions;
    private final int callsAtOnce;

    /**
     * Fixes for whom it works.
     *
     * @param engine of the kit
     * @param transactions in which it may claim and apply
     * @param callsAtOnce how many calls one tick makes
     */
    public BackgroundWorker(Engine engine, OwnTransactions transactions, int callsAtOnce) {
        this.engine = engine;
        this.transactions = transactions;
        this.callsAtOnce = callsAtOnce;
    }

    /** A run that is ours until its lease ends, and what it is to judge. */
    private record Claim(QueuedRun queued, Ticket judged) {
        RunId id() {
            return queued.run().id().orElseThrow();
        }
    }

    private record Call(Claim claim, ClassificationRunner.Inquiry inquiry) {}

    @Override
    public int tick() {
        int ended = endLost();
        // all are asked before the first is waited for
        List<Call> calls = claim().stream().map(this::call).toList();
        for (Call call : calls) {
            ended += isEnded(call) ? 1 : 0;
        }
        return ended;
    }

    private List<Claim> claim() {
        Instant now = engine.rules().now();
        Instant leaseUntil = now.plus(engine.classification().limit()).plus(LEASE_MARGIN);
        return inTransaction(writer -> {
            List<Claim> claims = new ArrayList<>();
            for (QueuedRun queued : writer.queue().claim(RunPurpose.CLASSIFICATION, now, leaseUntil, callsAtOnce)) {
                Optional<Ticket> ticket = queued.run()
                        .ticket()
                        .flatMap(id -> writer.find(queued.run().tenant(), Scope.all(), id))
                        .filter(found -> Queued.isAbout(queued, found));
                if (ticket.isPresent()) {
                    claims.add(new Claim(queued, ticket.get()));
                } else {
                    // somebody changed the text without queueing it, for example a kit that classifies inline
                    writer.queue().drop(queued.run().id().orElseThrow());
                }
            }
            return claims;
        });
    }

    private Call call(Claim claim) {
        Ticket ticket = claim.judged();
        return new Call(
                claim,
                engine.classification()
                        .begin(ClassificationRequest.builder(ticket.description())
                                .tenant(ticket.tenant())
                                .title(ticket.title())
                                .taxonomy(engine.rules().taxonomy())));
    }

    private boolean isEnded(Call call) {
        Claim claim = call.claim();
        Asked.Outcome outcome = call.inquiry().outcome();
        ClassificationRun run = outcome.run().toBuilder()
                .id(claim.id())
                .ticket(claim.judged().id())
                .build();
        return orLogged(claim, () -> {
            if (Retries.isPostponed(run)) {
                Instant due = Retries.postponedTo(engine.rules().now());
                inTransaction(writer -> postponed(writer, claim.queued(), due));
                return false;
            } else if (outcome.answer().isPresent()) {
                apply(claim, run, outcome.answer().get());
            } else {
                end(claim.queued(), run);
            }
            return true;
        });
    }

    /** What could not be recorded stays started, and is found when its lease ends. */
    private static boolean orLogged(Claim claim, Supplier<Boolean> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The classification of ticket {} could not be recorded: {}",
                    claim.judged().id(),
                    e.getClass().getName());
            return false;
        }
    }

    private void apply(Claim claim, ClassificationRun run, Classification answer) {
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.run(() -> engine.write((writer, emit) -> applied(writer, emit, claim, run, answer)));
                return;
            } catch (StorageConflictException e) {
                if (attempt == APPLY_ATTEMPTS) {
                    keepUnapplied(claim, run, e);
                    return;
                }
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                keepUnapplied(claim, run, e);
                return;
            }
        }
    }

    /** A listener refuses it, or the storage: it was paid for all the same, and asking again would not help. */
    private void keepUnapplied(Claim claim, ClassificationRun run, Throwable failure) {
        LOG.warn(
                "The classification of ticket {} could not be applied: {}",
                claim.judged().id(),
                failure.getClass().getName());
        end(claim.queued(), run);
    }

    private boolean applied(
            TicketWriter writer,
            Consumer<TicketEvent> emit,
            Claim claim,
            ClassificationRun run,
            Classification answer) {
        Optional<StoredTicket> found = lock(writer, claim.queued());
        if (found.isEmpty() || !Queued.isAbout(claim.queued(), found.get().ticket())) {
            return finish(writer.queue(), run, found);
        }
        StoredTicket stored = found.get();
        Ticket before = stored.ticket();
        Classification known =
                ClassificationRunner.onlyKnown(answer, engine.rules().taxonomy());
        Refinement refinement = new Refinement(before, known, engine.rules().reviewThreshold());
        boolean ours = finish(writer.queue(), refinement.fated(run), found);
        if (ours && !refinement.isEmpty()) {
            refinement.write(writer, emit, stored, engine.rules().now());
        }
        return ours;
    }

    private static Optional<StoredTicket> lock(TicketWriter writer, QueuedRun queued) {
        return queued.run().ticket().flatMap(id -> writer.lock(queued.run().tenant(), Scope.all(), id));
    }

    /** Nobody was asked, so that of an erased ticket nothing is kept. It is locked: none is erased that goes on waiting. */
    static boolean postponed(TicketWriter writer, QueuedRun queued, Instant due) {
        RunId run = queued.run().id().orElseThrow();
        return lock(writer, queued).isPresent()
                ? writer.queue().postpone(run, due)
                : writer.queue().drop(run);
    }

    /** Of an erased ticket only the cost is kept. */
    private static boolean finish(RunQueue queue, ClassificationRun run, Optional<StoredTicket> ticket) {
        boolean ours = queue.finish(
                ticket.isPresent() ? run : run.toBuilder().rationale(null).build());
        if (!ours) {
            LOG.warn("A classification came after its time was over and somebody else had taken it on: not applied");
        }
        return ours;
    }

    /** Records a run that changes no ticket, and queues the next attempt where that may help. */
    private void end(QueuedRun queued, ClassificationRun run) {
        inTransaction(writer -> {
            Optional<StoredTicket> found = lock(writer, queued);
            boolean ours = finish(writer.queue(), run, found);
            if (ours) {
                Instant now = engine.rules().now();
                found.map(StoredTicket::ticket)
                        .filter(ticket -> Queued.isAbout(queued, ticket))
                        .ifPresent(ticket -> Retries.dueAfter(run, queued.attempt(), now)
                                .ifPresent(due -> writer.queue()
                                        .add(Queued.again(writer.runs().nextId(), ticket, queued, now, due))));
            }
            return ours;
        });
    }

    /** Whoever started them has gone, or takes far too long. */
    private int endLost() {
        Instant now = engine.rules().now();
        List<QueuedRun> lost =
                inTransaction(writer -> writer.queue().overdue(RunPurpose.CLASSIFICATION, now, callsAtOnce));
        for (QueuedRun queued : lost) {
            end(queued, queued.run().toBuilder().failed(FailureReason.LOST).build());
        }
        return lost.size();
    }

    private <T> T inTransaction(Function<TicketWriter, T> work) {
        return transactions.run(() -> engine.storage().write(work));
    }
}
