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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through the input of a job and says what would be. Stores nothing. */
final class DryRun extends OneRun {
    private final Feed feed;
    private final Actor actor;
    private @Nullable ProcessingFailure stopped;
    private @Nullable String detail;

    DryRun(Feed feed, TicketWork work, Actor actor) {
        super(work);
        this.feed = feed;
        this.actor = actor;
    }

    @Override
    int threads() {
        // it only reads on them: whoever asks has threads of its own
        return 1;
    }

    @Override
    String soFar() {
        return "what was told so far would be so";
    }

    @Override
    ProcessingProgress go(Threads threads, Consumer<? super ProcessedTicket> each) {
        tally.begin(tally.progress());
        Pages pages = new Pages(new TimedCalls(threads.askers(), work.options().callTime(), halt()));
        new ManyAtOnce(work.engine().classification(), work.options().concurrency())
                .each(pages, (number, candidate, askers) -> would(candidate, askers), (ProcessedTicket one) -> {
                    tally.spend(new JobSpending(one.cost(), one.unknownCosts(), 0, one.duration()));
                    tally.finish(one);
                    each.accept(one);
                    work.options().progress().accept(progress());
                });
        boolean cancelled = pages.isCutShort() || halt().isCalled();
        ProcessingState state = stopped != null
                ? ProcessingState.STOPPED
                : cancelled ? ProcessingState.CANCELLED : ProcessingState.DONE;
        ProcessingProgress all = progress();
        return ProcessingProgress.builder(state)
                .failure(stopped)
                .detail(detail)
                .readToEnd(all.isReadToEnd())
                .waiting(all.waiting())
                .finished(all.done(), all.unwritten(), all.setAside())
                .cost(all.cost(), all.unknownCosts(), all.lost())
                .elapsed(all.elapsed())
                .build();
    }

    private ProcessedTicket would(Candidate candidate, ExecutorService askers) {
        try {
            return attempted(candidate, askers);
        } catch (Throwable e) {
            Failures.passOnFatal(e);
            if (Patience.isOutage(e) || work.engine().classification().isClosed()) {
                throw e;
            }
            return setAside(ProcessingFailure.REFUSED, TimedCalls.nameOf(e)).toBuilder()
                    .reference(candidate.reference())
                    .build();
        }
    }

    private ProcessedTicket attempted(Candidate candidate, ExecutorService askers) {
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
        private boolean cutShort;
        private long given;

        Pages(TimedCalls calls) {
            this.calls = calls;
        }

        /** Whether the limit was reached before the end. */
        boolean isCutShort() {
            return cutShort;
        }

        @Override
        public boolean hasNext() {
            while (ahead.isEmpty() && more && !halt().isCalled()) {
                read();
            }
            cutShort |= given >= work.options().limit() && !ahead.isEmpty();
            return !ahead.isEmpty() && !cutShort && !halt().isCalled();
        }

        private void read() {
            int failures = 0;
            while (!halt().isCalled()) {
                try {
                    Feed.Page page = feed.after(cursor, work.options().pageSize(), calls::call);
                    ahead.addAll(page.items());
                    cursor = page.cursor();
                    more = page.more();
                    tally.read(page.items().size(), !more);
                    return;
                } catch (TimedCalls.FailedException e) {
                    if (halt().isCalled()) {
                        return;
                    } else if (e.isForGood() || ++failures >= work.options().attempts()) {
                        stopped = ProcessingFailure.SOURCE;
                        detail = e.reason();
                        more = false;
                        return;
                    }
                    Duration delay = work.patience().backoff().after(failures);
                    if (!halt().waited(delay.compareTo(e.pause()) > 0 ? delay : e.pause())
                            && Thread.currentThread().isInterrupted()) {
                        throw interrupted();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw interrupted();
                }
            }
        }

        private static CancellationException interrupted() {
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
