package io.ticketkit.internal;

import io.ticketkit.Comment;
import io.ticketkit.CommentId;
import io.ticketkit.Deadline;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.Scope;
import io.ticketkit.StorageConflictException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketField;
import io.ticketkit.spi.EventClaim;
import io.ticketkit.spi.OutboxQueue;
import io.ticketkit.spi.QueuedEvent;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims events for one handler, has them handled outside any transaction, and settles them as they end. An event is
 * claimed only while no older one of its ticket waits, so of a ticket there is never more than one at work.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** Longest name of a failure that is kept. */
    static final int FAILURE = 200;
    /** When nobody recorded what became of it. */
    private static final String LOST = "lost";

    /** How long those behind a failed one are not looked at, unless it is delivered before. */
    private static final Duration PARKED = Duration.ofMinutes(10);
    /** More than any event writes into the history. */
    private static final int LINES = 200;

    private static final Set<HistoryEntry.Kind> ABOUT_COMMENTS = EnumSet.of(
            HistoryEntry.Kind.COMMENTED, HistoryEntry.Kind.COMMENT_EDITED, HistoryEntry.Kind.COMMENT_DELETED);

    private static final long POLL_MILLIS = 20;

    private final Engine engine;
    private final OwnTransactions transactions;
    private final OutboxHandler handler;
    private final String name;
    private final DeliverySettings settings;
    private final Backoff backoff;
    private final Running running;
    private final ThreadPoolExecutor threads;

    Delivery(
            Engine engine,
            OwnTransactions transactions,
            OutboxHandler handler,
            DeliverySettings settings,
            Running running) {
        this.engine = engine;
        this.transactions = transactions;
        this.handler = handler;
        this.name = handler.name();
        this.settings = settings;
        this.backoff = new Backoff(settings.firstDelay(), settings.longestDelay());
        this.running = running;
        int calls = settings.callsAtOnce();
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(calls, calls, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "ticketkit-outbox-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** {@return how many were settled: with more than 0 there may be more to do at once} */
    public int tick() {
        return begin().settle();
    }

    void close() {
        threads.shutdownNow();
    }

    /** What was claimed together. */
    final class Round {
        private final BlockingQueue<DeliveryCall> ended = new LinkedBlockingQueue<>();
        private final List<DeliveryCall> calls = new ArrayList<>();
        private final boolean entered;
        private volatile boolean interrupted;

        private Round(boolean entered) {
            this.entered = entered;
        }

        private void begin() {
            // counted from before the claim: the lease began no later
            Deadline beginning = Deadline.after(settings.beginning());
            BooleanSupplier mayBegin = () -> !beginning.hasPassed() && !interrupted && !running.isEnded();
            List<Claimed> all = claim();
            if (all.size() < settings.batch()) {
                park();
            }
            for (Claimed claimed : all) {
                DeliveryCall call = new DeliveryCall(
                        claimed.claim(), claimed.event(), handler, settings.handlerTime(), mayBegin, ended::add);
                calls.add(call);
                threads.execute(call.task());
            }
        }

        /** Waits for all of them; what has ended meanwhile is settled together. */
        int settle() {
            if (!entered) {
                return 0;
            }
            try {
                int settled = 0;
                int open = calls.size();
                while (open > 0) {
                    List<DeliveryCall> some = next();
                    settled += settled(some);
                    open -= some.size();
                }
                return settled;
            } finally {
                running.leave();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private List<DeliveryCall> next() {
            List<DeliveryCall> some = new ArrayList<>();
            while (some.isEmpty()) {
                try {
                    DeliveryCall first = ended.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    if (first != null) {
                        some.add(first);
                        ended.drainTo(some);
                    } else {
                        calls.forEach(DeliveryCall::check);
                    }
                } catch (InterruptedException e) {
                    // nothing more is begun; what is at work is waited for, or it would be done again
                    interrupted = true;
                }
            }
            return some;
        }
    }

    Round begin() {
        Round round = new Round(running.enter());
        if (round.entered) {
            try {
                round.begin();
            } catch (RuntimeException | Error e) {
                running.leave();
                throw e;
            }
        }
        return round;
    }

    /** What is ours until its lease ends. */
    private record Claimed(EventClaim claim, OutboxEvent event) {}

    private List<Claimed> claim() {
        try {
            return inTransaction(this::claimed);
        } catch (StorageConflictException e) {
            LOG.debug("Somebody else is claiming the same events; they are looked at again later");
            return List.of();
        }
    }

    private List<Claimed> claimed(TicketWriter writer) {
        Instant now = engine.rules().now();
        OutboxQueue queue = writer.outbox();
        List<EventClaim> claims = queue.claim(name, now, now.plus(settings.lease()), settings.batch());
        List<Claimed> all = new ArrayList<>();
        for (EventClaim claim : claims) {
            if (claim.attempt() > settings.attempts()) {
                settle(queue, claim, LOST, now);
            } else {
                // without a ticket, that is being erased: this event goes with it
                event(writer, claim).ifPresent(event -> all.add(new Claimed(claim, event)));
            }
        }
        return all;
    }

    private void park() {
        Instant now = engine.rules().now();
        try {
            inTransaction(writer -> writer.outbox().park(name, now, now.plus(PARKED)));
        } catch (StorageConflictException e) {
            LOG.debug("Somebody else is working on the same events; they are parked later");
        }
    }

    private static Optional<OutboxEvent> event(TicketReader reader, EventClaim claim) {
        QueuedEvent queued = claim.event();
        OutboxEvent.Builder event = OutboxEvent.builder(queued.tenant(), queued.ticket(), queued.number())
                .hidden(queued.hidden())
                .type(queued.type())
                .internal(queued.internal())
                .at(queued.at())
                .actor(queued.actorRole(), queued.actorId())
                .attempt(claim.attempt());
        if (queued.type().equals("erased")) {
            return Optional.of(event.build());
        }
        Optional<Ticket> ticket = reader.find(queued.tenant(), Scope.all(), queued.ticket());
        List<HistoryEntry> since = since(reader, queued, new Seek.Position(queued.number(), -1));
        List<HistoryEntry> lines =
                since.stream().filter(line -> line.event() == queued.number()).toList();
        comment(reader, queued, lines).ifPresent(event::comment);
        return ticket.map(found -> event.ticket(found)
                .original(original(reader, found))
                .assignee(assignee(reader, queued, since, found))
                .lines(lines)
                .build());
    }

    private static @Nullable Ticket original(TicketReader reader, Ticket ticket) {
        return ticket.mergedInto()
                .flatMap(id -> reader.find(ticket.tenant(), Scope.all(), id))
                .orElse(null);
    }

    /** What the next change of the assignee replaced; who is it now, when there was none. */
    private static @Nullable String assignee(
            TicketReader reader, QueuedEvent event, List<HistoryEntry> since, Ticket now) {
        List<HistoryEntry> page = since;
        while (true) {
            for (HistoryEntry line : page) {
                FieldChange change = line.change().orElse(null);
                if (line.event() > event.number() && change != null && change.field() == TicketField.ASSIGNEE) {
                    return change.from();
                }
            }
            if (page.size() < LINES) {
                return now.assignee().orElse(null);
            }
            HistoryEntry last = page.get(LINES - 1);
            page = since(reader, event, new Seek.Position(last.event(), last.position()));
        }
    }

    private static Optional<Comment> comment(TicketReader reader, QueuedEvent event, List<HistoryEntry> lines) {
        return lines.stream()
                .filter(line -> ABOUT_COMMENTS.contains(line.kind()))
                .flatMapToLong(line -> line.subject().stream())
                .mapToObj(CommentId::new)
                .findFirst()
                .flatMap(id -> reader.comments().find(event.tenant(), Scope.all(), true, id));
    }

    private static List<HistoryEntry> since(TicketReader reader, QueuedEvent event, Seek.Position from) {
        return reader.history(event.tenant(), Scope.all(), event.ticket(), true, new Seek(from, false, LINES));
    }

    private int settled(List<DeliveryCall> some) {
        try {
            return inTransaction(writer -> settle(writer.outbox(), some));
        } catch (StorageConflictException e) {
            // somebody erases one of them in a long transaction: the others need not wait for it
            int settled = 0;
            for (DeliveryCall call : some) {
                settled += settledAlone(call);
            }
            return settled;
        }
    }

    private int settledAlone(DeliveryCall call) {
        try {
            return inTransaction(writer -> settle(writer.outbox(), List.of(call)));
        } catch (StorageConflictException e) {
            LOG.warn(
                    "What became of {} could not be recorded: it is delivered again",
                    call.claim().event().ticket());
            return 0;
        }
    }

    private int settle(OutboxQueue queue, List<DeliveryCall> some) {
        Instant now = engine.rules().now();
        List<EventClaim> handled = new ArrayList<>();
        int settled = 0;
        for (DeliveryCall call : some) {
            if (call.isHandled()) {
                handled.add(call.claim());
            } else if (call.isWithdrawn()) {
                queue.giveBack(call.claim(), now);
            } else {
                settled += settle(queue, call.claim(), call.failure(), now) ? 1 : 0;
            }
        }
        return settled + queue.delivered(handled, now);
    }

    private boolean settle(OutboxQueue queue, EventClaim claim, String failure, Instant now) {
        QueuedEvent event = claim.event();
        if (claim.attempt() < settings.attempts()) {
            LOG.warn("{} failed on event {} of ticket {}: {}", name, event.number(), event.ticket(), failure);
            return queue.failed(claim, failure, now.plus(backoff.after(claim.attempt())));
        }
        boolean ours = queue.died(claim, failure, now);
        if (ours) {
            LOG.error(
                    "Event {} of ticket {} is a dead letter of {} now ({}) and holds the later ones of its ticket",
                    event.number(),
                    event.ticket(),
                    name,
                    failure);
        }
        return ours;
    }

    private <T> T inTransaction(Function<TicketWriter, T> work) {
        return transactions.run(() -> engine.storage().write(work));
    }
}
