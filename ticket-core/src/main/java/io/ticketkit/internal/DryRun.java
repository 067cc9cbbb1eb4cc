package io.ticketkit.internal;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Deadline;
import io.ticketkit.ExternalReference;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingRun;
import io.ticketkit.ProcessingState;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.ValidationException;
import io.ticketkit.spi.JobSpending;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through the input of a job and says what would be. Stores nothing. */
final class DryRun implements ProcessingRun {
    private final Feed feed;
    private final TicketWork work;
    private final Actor actor;
    private final Tally tally = new Tally();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean cancelled;
    private @Nullable ProcessingFailure stopped;

    DryRun(Feed feed, TicketWork work, Actor actor) {
        this.feed = feed;
        this.work = work;
        this.actor = actor;
    }

    @Override
    public ProcessingProgress progress() {
        return tally.progress();
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public ProcessingProgress run(Consumer<? super ProcessedTicket> each) {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("This run was run before: ask for another go at the job.");
        }
        tally.begin(tally.progress());
        ClassificationRunner runner = work.engine().classification();
        ExecutorService callers = runner.newThreads(1);
        try {
            Pages pages = new Pages(new TimedCalls(callers, work.options().callTime()));
            new ManyAtOnce(runner, work.options().concurrency())
                    .each(pages, (number, candidate, askers) -> would(candidate, askers), (ProcessedTicket one) -> {
                        tally.spend(new JobSpending(one.cost(), one.unknownCosts(), 0, one.duration()));
                        tally.finish(one);
                        each.accept(one);
                        work.options().progress().accept(progress());
                    });
        } catch (RejectedExecutionException e) {
            throw new CancellationException("the kit was closed; what was told so far would be so");
        } finally {
            runner.end(callers);
        }
        ProcessingState state = cancelled
                ? ProcessingState.CANCELLED
                : stopped == null ? ProcessingState.DONE : ProcessingState.STOPPED;
        ProcessingProgress all = progress();
        return ProcessingProgress.builder(state)
                .failure(stopped)
                .readToEnd(all.isReadToEnd())
                .waiting(all.waiting())
                .finished(all.done(), all.unwritten(), all.setAside())
                .cost(all.cost(), all.unknownCosts(), all.lost())
                .elapsed(all.elapsed())
                .build();
    }

    private ProcessedTicket would(Candidate candidate, ExecutorService askers) {
        TicketId id = candidate.ticket();
        ExternalReference reference = candidate.reference();
        if (id == null && reference != null) {
            Engine engine = work.engine();
            id = work.patience()
                    .run(() ->
                            engine.storage().read(reader -> reader.externals().find(work.tenant(), reference)))
                    .orElse(null);
        }
        ProcessedTicket result = id != null ? ofTicket(id, askers) : ofDraft(candidate.draft(), askers);
        return result.toBuilder().reference(reference).build();
    }

    private ProcessedTicket ofTicket(TicketId id, ExecutorService askers) {
        Optional<Ticket> found = work.find(id);
        if (found.isEmpty()) {
            return setAside(ProcessingFailure.NOT_FOUND, null).toBuilder()
                    .ticket(work.seesAll() ? id : null)
                    .build();
        }
        return ofTicket(work, found.get(), askers);
    }

    /** What would become of a stored ticket. */
    static ProcessedTicket ofTicket(TicketWork work, Ticket before, ExecutorService askers) {
        Deadline since = Deadline.after(Duration.ZERO);
        Classification answer = work.ask(before.title(), before.description(), askers);
        Refinement refinement =
                new Refinement(before, answer, work.engine().rules().reviewThreshold());
        Ticket after = refinement.after(work.engine().rules().now());
        return done(after, answer, refinement.taken(), since).toBuilder()
                .ticket(before.id())
                .build();
    }

    private ProcessedTicket ofDraft(@Nullable TicketDraft draft, ExecutorService askers) {
        if (draft == null) {
            return setAside(ProcessingFailure.INVALID, "id");
        }
        Engine engine = work.engine();
        try {
            Submission submission = new Submission(engine.rules(), work.tenant(), actor, draft);
            submission.checkAccess(work.access());
            Deadline since = Deadline.after(Duration.ZERO);
            Classification answer = draft.classification()
                    .map(given -> engine.classification()
                            .complete(
                                    given,
                                    new TextClassification(engine, work.tenant())
                                            .request(draft.title(), draft.description())))
                    .orElseGet(() -> work.ask(draft.title(), draft.description(), askers));
            Ticket ticket = submission.ticket(new TicketId(1), answer);
            Set<ClassifiedField> applied = EnumSet.allOf(ClassifiedField.class);
            applied.removeIf(field -> ticket.origin(field).chosenBy().isPresent());
            return done(ticket, answer, applied, since);
        } catch (ValidationException e) {
            return setAside(ProcessingFailure.INVALID, Staging.fields(e));
        } catch (AccessDeniedException e) {
            return setAside(ProcessingFailure.REFUSED, e.getClass().getName());
        }
    }

    private static ProcessedTicket done(
            Ticket after, Classification answer, Set<ClassifiedField> applied, Deadline since) {
        JobSpending spent = Spent.on(answer.runs(), since.elapsed());
        return ProcessedTicket.builder(ProcessingOutcome.DONE)
                .values(after)
                .source(after.origin(ClassifiedField.CATEGORY).source())
                .applied(applied)
                .cost(spent.cost(), spent.unknownCosts())
                .duration(spent.duration())
                .build();
    }

    private static ProcessedTicket setAside(ProcessingFailure failure, @Nullable String detail) {
        return ProcessedTicket.builder(ProcessingOutcome.SET_ASIDE)
                .failure(failure, detail)
                .build();
    }

    /** The input, of which one page is in memory. */
    private final class Pages implements Iterator<Candidate> {
        private final TimedCalls calls;
        private final Deque<Candidate> ahead = new ArrayDeque<>();
        private @Nullable String cursor;
        private boolean more = true;
        private long given;

        Pages(TimedCalls calls) {
            this.calls = calls;
        }

        @Override
        public boolean hasNext() {
            while (ahead.isEmpty() && more && !cancelled) {
                read();
            }
            if (given >= work.options().limit() && !ahead.isEmpty()) {
                cancelled = true;
            }
            return !ahead.isEmpty() && !cancelled;
        }

        private void read() {
            int failures = 0;
            while (true) {
                try {
                    Feed.Page page = feed.after(cursor, work.options().pageSize(), calls::call);
                    ahead.addAll(page.items());
                    cursor = page.cursor();
                    more = page.more();
                    tally.read(page.items().size(), !more);
                    return;
                } catch (TimedCalls.FailedException e) {
                    if (++failures >= work.options().attempts()) {
                        stopped = ProcessingFailure.SOURCE;
                        more = false;
                        return;
                    }
                    Duration delay = work.patience().backoff().after(failures);
                    waited(delay.compareTo(e.pause()) > 0 ? delay : e.pause());
                } catch (InterruptedException e) {
                    throw interrupted();
                }
            }
        }

        private static void waited(Duration delay) {
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        private static CancellationException interrupted() {
            Thread.currentThread().interrupt();
            return new CancellationException("interrupted; what was told so far would be so");
        }

        @Override
        public Candidate next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            given++;
            return ahead.remove();
        }
    }
}
