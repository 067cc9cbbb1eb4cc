package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.AssistanceWorker;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentKind;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.ReplyDraft;
import io.ticketkit.ReplyPolicy;
import io.ticketkit.RunId;
import io.ticketkit.RunPurpose;
import io.ticketkit.Scope;
import io.ticketkit.StorageConflictException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.assist.AssistanceRequest;
import io.ticketkit.assist.Speaker;
import io.ticketkit.spi.QueuedRun;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims tickets that wait for a draft, asks the assistant outside any transaction, and stores what it drafts as a note or,
 * where the policy says so, sends it. A failure that may pass is tried again before the offline assistant helps.
 */
public final class DraftWorker implements AssistanceWorker {
    private static final Logger LOG = LoggerFactory.getLogger(DraftWorker.class);
    private static final Actor ACTOR = Actor.system("ticketkit-assistant");
    /** For waiting between claim and call, and for the transaction after it. */
    private static final Duration LEASE_MARGIN = Duration.ofMinutes(1);

    private static final int LOOKED_AT = 50;
    private static final int APPLY_ATTEMPTS = 3;

    private final Engine engine;
    private final OwnTransactions transactions;
    private final ReplyPolicy policy;
    private final int callsAtOnce;

    /**
     * Fixes for whom it works.
     *
     * @param engine of the kit
     * @param transactions in which it may claim and write
     * @param policy what is sent
     * @param callsAtOnce how many drafts one tick asks for
     */
    public DraftWorker(Engine engine, OwnTransactions transactions, ReplyPolicy policy, int callsAtOnce) {
        this.engine = engine;
        this.transactions = transactions;
        this.policy = policy;
        this.callsAtOnce = callsAtOnce;
    }

    /** A ticket that was just submitted waits for a draft. */
    static void queue(Engine engine, TicketWriter writer, Ticket ticket) {
        Instant now = engine.rules().now();
        writer.queue()
                .add(Queued.reply(
                        writer.runs().nextId(), ticket, engine.assistance().source(), now));
    }

    /** A ticket that is ours until the lease ends, and who is being asked. */
    private record Claim(
            QueuedRun queued,
            AssistanceRequest request,
            ReplyCalibration calibration,
            AssistanceRunner.Asking<ReplyDraft> asking) {
        RunId id() {
            return queued.run().id().orElseThrow();
        }

        Ticket ticket() {
            return request.ticket();
        }
    }

    @Override
    public int tick() {
        int ended = endLost();
        List<QueuedRun> queued = claim();
        List<Claim> claims = new ArrayList<>();
        AtomicInteger dropped = new AtomicInteger();
        for (QueuedRun run : queued) {
            try {
                asked(run).ifPresentOrElse(claims::add, dropped::incrementAndGet);
            } catch (RuntimeException e) {
                // the others are being asked already; this one is found when its lease ends
                LOG.warn(
                        "A ticket could not be read for a draft: {}",
                        e.getClass().getName());
            }
        }
        for (Claim claim : claims) {
            ended += isEnded(claim) ? 1 : 0;
        }
        return ended + dropped.get();
    }

    private List<QueuedRun> claim() {
        Instant now = engine.rules().now();
        Instant leaseUntil = now.plus(engine.assistance().limit()).plus(LEASE_MARGIN);
        return inTransaction(writer -> writer.queue().claim(RunPurpose.REPLY, now, leaseUntil, callsAtOnce));
    }

    /** All are asked before the first is waited for; a ticket that is gone, or answered, needs nobody. */
    private Optional<Claim> asked(QueuedRun queued) {
        CaseFiles files = new CaseFiles(engine, queued.run().tenant(), Scope.all(), false);
        TicketId id = queued.run().ticket().orElseThrow();
        Deadline deadline = engine.assistance().deadline();
        Optional<Case> read = transactions.run(() -> engine.storage()
                .read(reader -> reader.find(queued.run().tenant(), Scope.all(), id)
                        .map(ticket -> new Case(
                                files.forReply(reader, id, deadline),
                                ReplyCalibration.of(reader, queued.run().tenant())))));
        Optional<Case> open = read.filter(Case::isOpen);
        if (open.isEmpty()) {
            inTransaction(writer -> writer.queue().drop(queued.run().id().orElseThrow()));
            return Optional.empty();
        }
        AssistanceRequest request = files.withKnowledge(open.get().request());
        return Optional.of(new Claim(
                queued, request, open.get().calibration(), engine.assistance().beginReply(request)));
    }

    /** What is read before somebody is asked. */
    private record Case(AssistanceRequest request, ReplyCalibration calibration) {
        boolean isOpen() {
            return !request.ticket().status().isDone()
                    && request.thread().stream().noneMatch(turn -> turn.speaker() == Speaker.STAFF);
        }
    }

    private boolean isEnded(Claim claim) {
        Helped<ReplyDraft> helped = claim.calibration().applied(claim.asking().outcome(engine.assistance()));
        ClassificationRun first = helped.runs().get(0);
        try {
            Instant now = engine.rules().now();
            if (!helped.first() && Retries.isPostponed(first)) {
                Instant due = Retries.postponedTo(now);
                inTransaction(writer -> BackgroundWorker.postponed(writer, claim.queued(), due));
                return false;
            }
            Optional<Instant> again = Retries.dueAfter(first, claim.queued().attempt(), now);
            if (again.isPresent()) {
                end(claim.queued(), first, again);
            } else {
                store(claim, helped);
            }
            return true;
        } catch (RuntimeException e) {
            // what could not be recorded stays started, and is found when its lease ends
            LOG.warn(
                    "The draft for ticket {} could not be recorded: {}",
                    claim.ticket().id(),
                    e.getClass().getName());
            return false;
        }
    }

    private void store(Claim claim, Helped<ReplyDraft> helped) {
        boolean send = isSent(claim.ticket(), helped);
        for (int attempt = 1; ; attempt++) {
            try {
                transactions.run(() -> engine.write((writer, emit) -> stored(writer, emit, claim, helped, send)));
                return;
            } catch (StorageConflictException e) {
                if (attempt == APPLY_ATTEMPTS) {
                    keepUnused(claim, helped, e);
                    return;
                }
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                keepUnused(claim, helped, e);
                return;
            }
        }
    }

    /** A listener refuses it, or the storage: it was paid for all the same. */
    private void keepUnused(Claim claim, Helped<ReplyDraft> helped, Throwable failure) {
        LOG.warn(
                "The draft for ticket {} could not be stored: {}",
                claim.ticket().id(),
                failure.getClass().getName());
        end(claim.queued(), helped.runs().get(0), Optional.empty());
    }

    private boolean isSent(Ticket ticket, Helped<ReplyDraft> helped) {
        try {
            return !helped.help().isOffline() && policy.sends(ticket, helped.help());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn(
                    "The policy for replies failed, nothing is sent: {}",
                    e.getClass().getName());
            return false;
        }
    }

    private boolean stored(TicketWriter writer, Emission emit, Claim claim, Helped<ReplyDraft> helped, boolean send) {
        Optional<StoredTicket> found =
                writer.lock(claim.ticket().tenant(), Scope.all(), claim.ticket().id());
        List<ClassificationRun> runs = recorded(writer, claim, helped, found.isPresent());
        if (runs.isEmpty()) {
            LOG.warn("A draft came after its time was over and somebody else had taken it on: not stored");
            return false;
        }
        if (found.isEmpty() || isAnswered(writer, found.get().ticket()) || isMerged(writer, claim.ticket())) {
            return true;
        }
        boolean same = Queued.isAbout(claim.queued(), found.get().ticket());
        say(writer, emit, found.get(), helped.recorded(runs), send && same);
        return true;
    }

    /** It goes on elsewhere. */
    private static boolean isMerged(TicketWriter writer, Ticket ticket) {
        return writer.links().mergedInto(ticket.tenant(), ticket.id()).isPresent();
    }

    private void say(TicketWriter writer, Emission emit, StoredTicket stored, ReplyDraft draft, boolean send) {
        AiMark mark = AiMark.generated()
                .model(draft.provenance().call().map(ModelCall::model).orElse(null))
                .confidence(draft.confidence())
                .run(draft.run().orElse(null));
        CommentDraft text = (send ? CommentDraft.reply(draft.content()) : CommentDraft.note(draft.content())).ai(mark);
        Discussed discussed = new Discussed(stored, Optional.empty());
        Comment comment = new Remark(engine.rules(), ACTOR, text)
                .comment(writer.comments().nextId(!send), stored.ticket(), discussed.lastChange());
        writer.comments().insert(comment);
        new Discussion(engine.rules(), ACTOR, writer, emit).added(discussed, comment);
    }

    /** The first run ends the one that was queued, others are new; nothing when it is not ours any more. */
    private List<ClassificationRun> recorded(
            TicketWriter writer, Claim claim, Helped<ReplyDraft> helped, boolean ticketIsThere) {
        List<ClassificationRun> runs = new ArrayList<>();
        for (ClassificationRun run : helped.runs()) {
            boolean first = runs.isEmpty();
            ClassificationRun numbered = run.toBuilder()
                    .id(first ? claim.id() : writer.runs().nextId())
                    .ticket(ticketIsThere ? claim.ticket().id() : null)
                    .build();
            if (!first) {
                writer.runs().insert(List.of(numbered));
            } else if (!writer.queue().finish(numbered)) {
                return List.of();
            }
            runs.add(numbered);
        }
        return runs;
    }

    /** Whether a person has answered, or the matter is settled. */
    private static boolean isAnswered(TicketReader reader, Ticket ticket) {
        Seek latest = new Seek(null, true, LOOKED_AT);
        return ticket.status().isDone()
                || ticket.firstResponseAt().isPresent()
                || reader.comments().ofTicket(ticket.tenant(), Scope.all(), false, ticket.id(), latest).stream()
                        .anyMatch(comment -> comment.kind() == CommentKind.STAFF && !comment.isDeleted());
    }

    /** Records a run that drafts nothing, and queues the next attempt where there is one. */
    private void end(QueuedRun queued, ClassificationRun run, Optional<Instant> again) {
        inTransaction(writer -> {
            Optional<StoredTicket> found =
                    queued.run().ticket().flatMap(id -> writer.lock(queued.run().tenant(), Scope.all(), id));
            ClassificationRun ended = run.toBuilder()
                    .id(queued.run().id().orElseThrow())
                    .ticket(found.map(stored -> stored.ticket().id()).orElse(null))
                    .build();
            boolean ours = writer.queue().finish(ended);
            if (ours && again.isPresent() && found.isPresent()) {
                Instant now = engine.rules().now();
                writer.queue()
                        .add(Queued.again(writer.runs().nextId(), found.get().ticket(), queued, now, again.get()));
            }
            return ours;
        });
    }

    /** Whoever started them has gone, or takes far too long. */
    private int endLost() {
        Instant now = engine.rules().now();
        List<QueuedRun> lost = inTransaction(writer -> writer.queue().overdue(RunPurpose.REPLY, now, callsAtOnce));
        for (QueuedRun queued : lost) {
            ClassificationRun run =
                    queued.run().toBuilder().failed(FailureReason.LOST).build();
            end(queued, run, Retries.dueAfter(run, queued.attempt(), now));
        }
        return lost.size();
    }

    private <T> T inTransaction(Function<TicketWriter, T> work) {
        return transactions.run(() -> engine.storage().write(work));
    }
}
