package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Deadline;
import io.ticketkit.ExternalReference;
import io.ticketkit.Limits;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingRun;
import io.ticketkit.Reclassified;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketProcessor;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.JobEnd;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobSpending;
import io.ticketkit.spi.JobStage;
import io.ticketkit.spi.JobTrouble;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Processes the tickets of one tenant as one actor may. */
record ScopedProcessor(Engine engine, String tenant, Actor actor) implements TicketProcessor {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1," + Limits.JOB + "}");

    private Access access() {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        engine.rules().require(actor, Action.CLASSIFY);
        engine.rules().require(actor, Action.EDIT);
        if (engine.storage().joins() && engine.own().runner() == null) {
            throw new IllegalStateException("Processing with a joining storage needs transactionRunner(…): it changes"
                    + " tickets when no transaction of the host is active.");
        }
        return access;
    }

    private TicketWork work(Access access, ProcessingOptions options) {
        return new TicketWork(engine, tenant, access, options, Patience.of(engine, options));
    }

    @Override
    public ProcessedTicket process(TicketId id, ProcessingOptions options) {
        ProcessedTicket result = processAll(List.of(id), options).get(0);
        if (result.failure().filter(ProcessingFailure.NOT_FOUND::equals).isPresent()) {
            throw new TicketNotFoundException(id);
        }
        return result;
    }

    @Override
    public List<ProcessedTicket> processAll(List<TicketId> ids, ProcessingOptions options) {
        TicketWork work = work(access(), options);
        Set<TicketId> distinct = new LinkedHashSet<>(ids);
        if (distinct.isEmpty() || ids.size() > Limits.PROCESSING) {
            throw new ValidationException(
                    List.of(new Violation("ids", "Name 1 to " + Limits.PROCESSING + " tickets.")));
        }
        Map<TicketId, ProcessedTicket> results = new HashMap<>();
        new ManyAtOnce(engine.classification(), options.concurrency())
                .each(
                        distinct.iterator(),
                        (number, id, askers) -> processed(work, id, askers),
                        (ProcessedTicket one) -> results.put(one.ticket().orElseThrow(), one));
        return distinct.stream()
                .flatMap(id -> Optional.ofNullable(results.get(id)).stream())
                .toList();
    }

    private static ProcessedTicket processed(TicketWork work, TicketId id, ExecutorService askers) {
        Deadline since = Deadline.after(Duration.ZERO);
        List<ClassificationRun> asked = new ArrayList<>();
        try {
            Ticket ticket = work.find(id).orElseThrow(() -> new TicketNotFoundException(id));
            return work.options().isDryRun()
                    ? DryRun.ofTicket(work, ticket, askers)
                    : processed(work, ticket, askers, since, asked);
        } catch (TicketNotFoundException e) {
            return ProcessedTicket.builder(ProcessingOutcome.SET_ASIDE)
                    .ticket(id)
                    .failure(ProcessingFailure.NOT_FOUND, null)
                    .duration(since.elapsed())
                    .build();
        } catch (Throwable e) {
            Failures.passOnFatal(e);
            JobSpending spent = Spent.on(asked, Duration.ZERO);
            boolean outage = Patience.isOutage(e);
            return ProcessedTicket.builder(ProcessingOutcome.SET_ASIDE)
                    .ticket(id)
                    .failure(
                            outage ? ProcessingFailure.STORAGE : ProcessingFailure.REFUSED,
                            outage ? null : TimedCalls.nameOf(e))
                    .cost(spent.cost(), spent.unknownCosts())
                    .duration(since.elapsed())
                    .build();
        }
    }

    private static ProcessedTicket processed(
            TicketWork work, Ticket ticket, ExecutorService askers, Deadline since, List<ClassificationRun> asked) {
        Classification answer = work.ask(ticket.title(), ticket.description(), askers);
        asked.addAll(answer.runs());
        Reclassified done = work.apply(ticket, answer);
        Ticket after = done.ticket();
        JobSpending spent = Spent.on(answer.runs(), Duration.ZERO);
        ProcessingOutcome outcome = ProcessingOutcome.DONE;
        String failure = null;
        try {
            // whoever asks again and finds the same has nothing new to say
            work.writeBack(after, work.dedupeKey("ticket", after.id(), values(after)), askers);
        } catch (TimedCalls.FailedException e) {
            outcome = ProcessingOutcome.UNWRITTEN;
            failure = e.reason();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = ProcessingOutcome.UNWRITTEN;
            failure = "interrupted";
        }
        return ProcessedTicket.builder(outcome)
                .ticket(after.id())
                .failure(failure == null ? null : ProcessingFailure.SINK, failure)
                .values(after)
                .source(after.origin(ClassifiedField.CATEGORY).source())
                .applied(done.applied())
                .cost(spent.cost(), spent.unknownCosts())
                .duration(since.elapsed())
                .build();
    }

    private static List<String> values(Ticket ticket) {
        return List.of(ClassifiedField.values()).stream()
                .map(field -> FieldTexts.of(ticket, field))
                .toList();
    }

    @Override
    public ProcessingRun job(String name, ProcessingInput input, ProcessingOptions options) {
        Access access = access();
        JobKey key = key(name);
        Duration asking = engine.classification().limit();
        if (options.lease().compareTo(asking) <= 0) {
            throw new IllegalArgumentException("lease must be more than classifying may take, " + asking);
        }
        TicketWork work = work(access, options);
        Feed feed = Feed.of(input, work.patience(), tenant, access.scope());
        if (feed.submits()) {
            engine.rules().require(actor, Action.SUBMIT);
        } else {
            engine.rules().require(actor, Action.VIEW);
        }
        if (input instanceof ProcessingInput.Tickets tickets
                && !tickets.query().violations().isEmpty()) {
            throw new ValidationException(tickets.query().violations());
        }
        return options.isDryRun()
                ? new DryRun(feed, work, actor)
                : new JobRun(
                        new JobLoop.Job(key, feed, work, new Staging(engine, tenant, actor, access, work.patience())));
    }

    private JobKey key(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ValidationException(List.of(new Violation(
                    "name",
                    "The name of a job is 1 to " + Limits.JOB + " letters (A to Z), digits, '-', '_', '.' or ':'.")));
        }
        return new JobKey(tenant, name);
    }

    private <T> T write(Function<TicketWriter, T> work) {
        return engine.own().run(() -> engine.storage().write(work));
    }

    @Override
    public Optional<ProcessingProgress> progress(String name) {
        access();
        JobKey key = key(name);
        return write(writer -> writer.jobs().progress(key));
    }

    @Override
    public Page<ProcessedTicket> troubles(String name, PageRequest page) {
        Access access = access();
        JobKey key = key(name);
        Cursors cursors = Cursors.of("troubles", tenant, actor, name);
        Seek seek = cursors.seek(page);
        List<JobTrouble> found = write(writer -> writer.jobs().troubles(key, access.scope(), seek));
        Page<JobTrouble> part = cursors.page(page, seek, found, one -> new Seek.Position(one.number(), one.number()));
        return new Page<>(
                part.items().stream().map(ScopedProcessor::told).toList(),
                part.previous().orElse(null),
                part.next().orElse(null));
    }

    private static ProcessedTicket told(JobTrouble trouble) {
        return ProcessedTicket.builder(
                        trouble.stage() == JobStage.UNWRITTEN
                                ? ProcessingOutcome.UNWRITTEN
                                : ProcessingOutcome.SET_ASIDE)
                .ticket(trouble.ticket())
                .reference(Candidate.referenceOf(trouble.key()).orElse(null))
                .failure(trouble.failure(), trouble.detail())
                .cost(trouble.spent().cost(), trouble.spent().unknownCosts())
                .duration(trouble.spent().duration())
                .build();
    }

    @Override
    public boolean cancel(String name) {
        access();
        JobKey key = key(name);
        return write(writer -> writer.jobs()
                .find(key)
                .filter(job -> writer.jobs()
                        .end(job.life(), JobEnd.CANCELLED, engine.rules().now()))
                .isPresent());
    }

    @Override
    public boolean forget(String name) {
        access();
        JobKey key = key(name);
        return write(writer -> writer.jobs().remove(key));
    }

    @Override
    public Optional<Ticket> find(ExternalReference reference) {
        Access access = access();
        engine.rules().require(actor, Action.VIEW);
        return engine.own()
                .run(() -> engine.storage()
                        .read(reader -> reader.externals()
                                .find(tenant, reference)
                                .flatMap(id -> reader.find(tenant, access.scope(), id))));
    }
}
