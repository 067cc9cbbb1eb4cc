package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ExternalReference;
import io.ticketkit.Limits;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.StorageConflictException;
import io.ticketkit.StorageException;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.JobQueue;
import io.ticketkit.spi.JobRead;
import io.ticketkit.spi.JobSpending;
import io.ticketkit.spi.JobStage;
import io.ticketkit.spi.NewJobItem;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores a page of a job's input: new tickets with the offline answer, an item for each, and where to read on. */
record Staging(Engine engine, String tenant, Actor actor, Access access, Patience patience) {
    private static final int DETAIL = 200;

    /**
     * What was stored.
     *
     * @param waiting how many items wait
     * @param setAside those that do not, because they cannot be processed
     * @param spent what classifications that came along cost
     * @param toEnd whether there is nothing more to read
     */
    record Stored(int waiting, List<ProcessedTicket> setAside, JobSpending spent, boolean toEnd) {}

    /** Which one is being stored. */
    private static final class Place {
        private final boolean oneByOne;
        private @Nullable Candidate candidate;

        /** Where each is sent before the next: what a storage holds back fails with others. */
        private Place(boolean oneByOne) {
            this.oneByOne = oneByOne;
        }
    }

    /** Empty when somebody else has claimed the reading meanwhile. */
    Optional<Stored> store(JobRead read, Feed.Page page) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        page.items().forEach(candidate -> candidates.putIfAbsent(candidate.key(), candidate));
        Map<String, String> refused = new HashMap<>();
        boolean oneByOne = false;
        while (true) {
            Place at = new Place(oneByOne);
            try {
                return inOneTransaction(read, page, candidates, refused, at);
            } catch (Throwable e) {
                Failures.passOnFatal(e);
                Candidate offender = at.candidate;
                if (!Patience.isOutage(e) && e instanceof StorageException && !oneByOne) {
                    // the database refuses one of those that were sent together
                    oneByOne = true;
                } else if (Patience.isOutage(e) || offender == null || refused.containsKey(offender.key())) {
                    throw e;
                } else {
                    // a listener, or the database, refuses this one: the others are stored without it
                    refused.put(offender.key(), TimedCalls.nameOf(e));
                }
            }
        }
    }

    private Optional<Stored> inOneTransaction(
            JobRead read, Feed.Page page, Map<String, Candidate> candidates, Map<String, String> refused, Place at) {
        PendingRuns runs = new PendingRuns(engine.storage(), engine.own());
        AtomicReference<List<NewJobItem>> before = new AtomicReference<>(List.of());
        return runs.around(() -> patience.run(() -> engine.write((writer, emit) -> {
            JobQueue jobs = writer.jobs();
            if (!jobs.lockRead(read)) {
                return Optional.<Stored>empty();
            }
            Set<String> known = known(jobs, read, candidates.keySet());
            List<NewJobItem> earlier = Objects.requireNonNullElse(before.get(), List.of());
            if (!earlier.isEmpty() && known.contains(earlier.get(0).key())) {
                // nobody else could store it: the last attempt was committed after all
                return Optional.of(stored(earlier, !page.more()));
            }
            runs.again();
            Dispatch.Writing writing = new Dispatch.Writing(engine.rules(), writer, emit, runs);
            List<NewJobItem> items = new ArrayList<>();
            for (Candidate candidate : candidates.values()) {
                if (!known.contains(candidate.key())) {
                    at.candidate = candidate;
                    String reason = refused.get(candidate.key());
                    items.add(
                            reason == null
                                    ? item(writing, candidate)
                                    : setAside(candidate, ProcessingFailure.REFUSED, reason));
                    if (at.oneByOne) {
                        writer.flush();
                    }
                }
            }
            at.candidate = null;
            jobs.add(read, items, page.cursor(), !page.more(), engine.rules().now());
            before.set(items);
            return Optional.of(stored(items, !page.more()));
        })));
    }

    /** In parts: a source may give more than it was asked for. */
    private static Set<String> known(JobQueue jobs, JobRead read, Collection<String> keys) {
        Set<String> known = new HashSet<>();
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += Limits.PAGE) {
            known.addAll(jobs.known(read.job(), all.subList(from, Math.min(all.size(), from + Limits.PAGE))));
        }
        return known;
    }

    private NewJobItem item(Dispatch.Writing writing, Candidate candidate) {
        TicketId ticket = candidate.ticket();
        ExternalReference reference = candidate.reference();
        TicketDraft draft = candidate.draft();
        if (ticket != null) {
            return waiting(candidate, ticket);
        } else if (draft == null) {
            return setAside(candidate, ProcessingFailure.INVALID, "id");
        }
        Optional<TicketId> known = reference == null
                ? Optional.empty()
                : writing.writer().externals().find(tenant, reference);
        if (known.isPresent()) {
            return waiting(candidate, known.get());
        }
        try {
            Submission submission = new Submission(engine.rules(), tenant, actor, draft);
            submission.checkAccess(access);
            return created(writing, candidate, draft, submission);
        } catch (ValidationException e) {
            return setAside(candidate, ProcessingFailure.INVALID, fields(e));
        } catch (AccessDeniedException e) {
            return setAside(candidate, ProcessingFailure.REFUSED, e.getClass().getName());
        }
    }

    /** Which fields are not valid; not what they say, which may be personal. */
    static String fields(ValidationException e) {
        String fields = e.violations().stream().map(Violation::field).distinct().collect(Collectors.joining(", "));
        return fields.length() <= DETAIL ? fields : fields.substring(0, DETAIL);
    }

    private NewJobItem created(
            Dispatch.Writing writing, Candidate candidate, TicketDraft draft, Submission submission) {
        TicketWriter writer = writing.writer();
        ClassificationRequest.Builder request =
                new TextClassification(engine, tenant).request(draft.title(), draft.description());
        Classification answer = draft.classification()
                .map(given -> engine.classification().complete(given, request))
                .orElseGet(() -> engine.classification().classifyOffline(request));
        TicketId id = writer.nextId();
        ExternalReference reference = candidate.reference();
        if (reference != null && !writer.externals().add(tenant, reference, id)) {
            // somebody else has just stored it
            TicketId other =
                    writer.externals().find(tenant, reference).orElseThrow(() -> new StorageConflictException(null));
            return waiting(candidate, other);
        }
        int before = writing.runs().recorded().size();
        new NewTickets(engine, actor).store(writing, submission.ticket(id, answer), answer, false);
        // an answer that is another ticket's already costs nothing here
        List<ClassificationRun> recorded = writing.runs().recorded();
        JobSpending spent = Spent.on(
                engine.storage().keepsRunsApart() ? answer.runs() : recorded.subList(before, recorded.size()),
                Duration.ZERO);
        JobStage stage = draft.classification().isPresent() ? JobStage.CLASSIFIED : JobStage.WAITING;
        return new NewJobItem(candidate.key(), id, stage, null, null, spent);
    }

    private static NewJobItem waiting(Candidate candidate, TicketId ticket) {
        return new NewJobItem(candidate.key(), ticket, JobStage.WAITING, null, null, JobSpending.NONE);
    }

    private static NewJobItem setAside(Candidate candidate, ProcessingFailure failure, String detail) {
        return new NewJobItem(candidate.key(), null, JobStage.SET_ASIDE, failure, detail, JobSpending.NONE);
    }

    private static Stored stored(List<NewJobItem> items, boolean toEnd) {
        List<ProcessedTicket> setAside = items.stream()
                .filter(item -> item.stage() == JobStage.SET_ASIDE)
                .map(item -> ProcessedTicket.builder(ProcessingOutcome.SET_ASIDE)
                        .reference(Candidate.referenceOf(item.key()).orElse(null))
                        .failure(item.failure(), item.detail())
                        .build())
                .toList();
        JobSpending spent = items.stream().map(NewJobItem::spent).reduce(JobSpending.NONE, JobSpending::plus);
        return new Stored(items.size() - setAside.size(), setAside, spent, toEnd);
    }
}
