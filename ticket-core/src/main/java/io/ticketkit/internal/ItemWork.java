package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.Reclassified;
import io.ticketkit.Ticket;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.spi.JobChange;
import io.ticketkit.spi.JobItem;
import io.ticketkit.spi.JobSpending;
import io.ticketkit.spi.JobStage;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One go at a claimed item of a job, on a thread of its own. */
final class ItemWork {
    private static final Logger LOG = LoggerFactory.getLogger(ItemWork.class);

    private final Engine engine;
    private final ProcessingOptions options;
    private final TicketWork work;
    private final ExecutorService askers;
    private JobItem item;
    private final Runnable asked;
    private final Deadline since = Deadline.after(Duration.ZERO);

    /** With somebody who is told when the model has answered. */
    ItemWork(TicketWork work, ExecutorService askers, JobItem item, Runnable asked) {
        this.engine = work.engine();
        this.options = work.options();
        this.work = work;
        this.askers = askers;
        this.item = item;
        this.asked = asked;
    }

    /**
     * What came of it.
     *
     * @param result what to tell, when the item is finished
     * @param spent on it this time
     * @param stop why the job cannot go on, or null
     */
    record Outcome(
            Optional<ProcessedTicket> result,
            JobSpending spent,
            @Nullable ProcessingFailure stop) {
        /** Whatever becomes of the item, it is not told here. */
        static Outcome unknown(JobSpending spent) {
            return new Outcome(Optional.empty(), spent, null);
        }
    }

    /** The lease ended, and somebody else has claimed the item; or its ticket was erased. */
    private static final class LostClaimException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Changes the item together with whatever else a transaction does. */
    private final class Change implements TicketWork.Step {
        private final JobChange change;

        Change(JobChange change) {
            this.change = change;
        }

        @Override
        public void take(TicketWriter writer) {
            if (!writer.jobs().change(item, change)) {
                throw new LostClaimException();
            }
        }

        @Override
        public boolean isTaken(TicketWriter writer) {
            return writer.jobs().isAt(item.changed());
        }
    }

    /** Whatever goes wrong with one ticket ends the work on it, and nothing else; unless all others would fare the same. */
    Outcome outcome() {
        try {
            return attempted();
        } catch (Throwable e) {
            Failures.passOnFatal(e);
            if (Patience.isOutage(e) || engine.classification().isClosed()) {
                throw e;
            }
            LOG.warn("Ticket {} was set aside: {}", item.ticket(), e.getClass().getName());
            return setAside(ProcessingFailure.REFUSED, TimedCalls.nameOf(e), JobSpending.NONE);
        }
    }

    private Outcome attempted() {
        Optional<Ticket> found = work.find(item.ticket());
        if (found.isEmpty()) {
            return setAside(ProcessingFailure.NOT_FOUND, null, JobSpending.NONE);
        }
        Ticket ticket = found.get();
        if (item.stage() == JobStage.WAITING) {
            return classified(ticket);
        }
        asked.run();
        return writtenBack(new Classified(ticket, Set.of(), JobSpending.NONE), item.attempts());
    }

    /**
     * Who finds no place at the model waits for one here, so that the next ones are not claimed to find none either; not so
     * long that the lease ends.
     */
    private Classification answer(Ticket ticket) {
        Duration spare = options.lease().minus(engine.classification().limit());
        Deadline patience = Deadline.after(spare.dividedBy(4));
        while (true) {
            Classification answer = work.ask(ticket.title(), ticket.description(), askers);
            boolean busy =
                    work.failure(answer).filter(FailureReason.BUSY::equals).isPresent();
            if (!busy || patience.hasPassed() || !work.patience().halt().waited(options.firstDelay())) {
                return answer;
            }
        }
    }

    private Outcome classified(Ticket ticket) {
        Classification answer = answer(ticket);
        asked.run();
        FailureReason failure = work.failure(answer).orElse(null);
        Instant now = engine.rules().now();
        if (failure == FailureReason.INTERRUPTED) {
            return postponed(ticket, answer, now, item.attempts(), null);
        } else if (failure == FailureReason.BUSY) {
            // more at a time than the model's client allows: that is no reason to do without it
            return postponed(ticket, answer, now.plus(options.firstDelay()), item.attempts(), null);
        } else if (failure != null && options.withoutModel() == ProcessingOptions.WithoutModel.WAIT) {
            if (failure == FailureReason.BUDGET_SPENT) {
                return postponed(ticket, answer, now, item.attempts(), ProcessingFailure.BUDGET_SPENT);
            }
            int attempts = item.attempts() + 1;
            if (Retries.isTransient(failure) && attempts < options.attempts()) {
                Instant due = now.plus(work.patience().backoff().after(attempts));
                return postponed(ticket, answer, due, attempts, null);
            }
        }
        return applied(ticket, answer);
    }

    /** Of what was asked only the first is of any interest: the others were to stand in for it. */
    private Outcome postponed(
            Ticket ticket, Classification answer, Instant due, int attempts, @Nullable ProcessingFailure stop) {
        ClassificationRun first = answer.runs().get(0);
        List<ClassificationRun> asked =
                first.failure().equals(Optional.of(FailureReason.BUSY)) ? List.of() : List.of(first);
        JobSpending spent = Spent.on(asked, since.elapsed());
        JobChange change = new JobChange(JobStage.WAITING, due, attempts, null, null, spent);
        try {
            work.keep(asked, ticket.id(), new Change(change));
            return new Outcome(Optional.empty(), spent, stop);
        } catch (LostClaimException e) {
            return lost();
        }
    }

    private Outcome applied(Ticket ticket, Classification answer) {
        JobSpending spent = Spent.on(answer.runs(), since.elapsed());
        JobStage next = options.sink().isPresent() ? JobStage.CLASSIFIED : JobStage.DONE;
        JobChange change = new JobChange(next, leaseEnd(), 0, null, null, spent);
        Reclassified done;
        try {
            done = work.apply(ticket, answer, new Change(change));
        } catch (LostClaimException e) {
            return lost();
        } catch (TicketNotFoundException e) {
            return setAside(ProcessingFailure.NOT_FOUND, null, spent);
        } catch (Throwable e) {
            Failures.passOnFatal(e);
            if (Patience.isOutage(e)) {
                throw e;
            }
            return setAside(ProcessingFailure.REFUSED, TimedCalls.nameOf(e), spent);
        }
        item = item.changed();
        Classified classified = new Classified(done.ticket(), done.applied(), spent);
        return next == JobStage.DONE ? told(change, classified, spent) : writtenBack(classified, 0);
    }

    private Instant leaseEnd() {
        return engine.rules().now().plus(options.lease());
    }

    /** A ticket that is classified, what was taken over just now, and what that cost. */
    private record Classified(Ticket ticket, Set<ClassifiedField> applied, JobSpending spent) {}

    private Outcome writtenBack(Classified classified, int failures) {
        Ticket ticket = classified.ticket();
        try {
            work.writeBack(ticket, work.dedupeKey("job", item.job().key().name(), ticket.id()), askers);
        } catch (TimedCalls.FailedException e) {
            return notWrittenBack(classified, failures + 1, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.unknown(classified.spent());
        }
        JobSpending took = took(classified.spent());
        JobChange change = new JobChange(JobStage.DONE, leaseEnd(), 0, null, null, took);
        return changed(change) ? told(change, classified, classified.spent().plus(took)) : lost(classified.spent());
    }

    /** Only the time since it was last told. */
    private JobSpending took(JobSpending before) {
        return new JobSpending(JobSpending.NONE.cost(), 0, 0, since.elapsed().minus(before.duration()));
    }

    private Outcome notWrittenBack(Classified classified, int failures, TimedCalls.FailedException failure) {
        LOG.warn("Ticket {} could not be written back: {}", item.ticket(), failure.reason());
        boolean again = failures < options.attempts();
        Duration delay = work.patience().backoff().after(failures);
        Instant due = engine.rules().now().plus(delay.compareTo(failure.pause()) > 0 ? delay : failure.pause());
        JobStage next = again ? JobStage.CLASSIFIED : JobStage.UNWRITTEN;
        JobSpending took = took(classified.spent());
        JobChange change =
                new JobChange(next, due, again ? failures : 0, ProcessingFailure.SINK, failure.reason(), took);
        if (!changed(change)) {
            return lost(classified.spent());
        }
        JobSpending all = classified.spent().plus(took);
        return again ? Outcome.unknown(all) : told(change, classified, all);
    }

    private Outcome setAside(ProcessingFailure failure, @Nullable String detail, JobSpending spent) {
        JobChange change = new JobChange(JobStage.SET_ASIDE, leaseEnd(), 0, failure, detail, spent);
        return changed(change) ? told(change, null, spent) : lost();
    }

    private boolean changed(JobChange change) {
        Change step = new Change(change);
        boolean done = work.patience()
                .run(() ->
                        engine.storage().write(writer -> writer.jobs().change(item, change) || step.isTaken(writer)));
        item = done ? item.changed() : item;
        return done;
    }

    private Outcome lost() {
        return lost(JobSpending.NONE);
    }

    /** With what was recorded before. */
    private Outcome lost(JobSpending spent) {
        LOG.warn("The work on ticket {} took longer than its lease, or ticket or job have gone", item.ticket());
        return Outcome.unknown(spent);
    }

    private Outcome told(JobChange change, @Nullable Classified classified, JobSpending spent) {
        ProcessingOutcome outcome = switch (change.stage()) {
            case UNWRITTEN -> ProcessingOutcome.UNWRITTEN;
            case SET_ASIDE -> ProcessingOutcome.SET_ASIDE;
            default -> ProcessingOutcome.DONE;
        };
        JobSpending all = item.spent().plus(spent);
        ProcessedTicket.Builder result = ProcessedTicket.builder(outcome)
                .ticket(change.failure() == ProcessingFailure.NOT_FOUND && !work.seesAll() ? null : item.ticket())
                .reference(Candidate.referenceOf(item.key()).orElse(null))
                .failure(change.failure(), change.detail())
                .cost(all.cost(), all.unknownCosts())
                .duration(all.duration());
        if (classified != null) {
            Ticket ticket = classified.ticket();
            result.applied(classified.applied())
                    .values(ticket)
                    .source(ticket.origin(ClassifiedField.CATEGORY).source());
        }
        return new Outcome(Optional.of(result.build()), spent, null);
    }
}
