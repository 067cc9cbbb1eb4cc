package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.Limits;
import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.TicketReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates tickets: one, or many in one transaction. */
record Submitting(Engine engine, String tenant, Actor actor) {
    /** A valid draft, and what its key, if it has one, was used for before. */
    private record Checked(
            TicketDraft draft,
            Submission submission,
            Optional<KeyedRequest<Ticket>> request,
            @Nullable Ticket earlier) {}

    /** A draft that shall become a ticket. */
    private record Judged(Checked checked, Classification classification) {}

    Ticket one(TicketDraft draft) {
        Access access = engine.rules().policy().accessOf(actor);
        Submission submission = new Submission(engine.rules(), tenant, actor, draft);
        return stored(List.of(checked(draft, submission, access)), request -> score(request))
                .get(0);
    }

    List<Ticket> all(List<TicketDraft> drafts) {
        if (drafts.size() > Limits.SUBMIT) {
            throw new ValidationException(List.of(new Violation(
                    "drafts", "Ensure there are at most " + Limits.SUBMIT + " drafts.", "Submit them in parts.")));
        }
        Access access = engine.rules().policy().accessOf(actor);
        List<Submission> submissions = submissions(drafts);
        List<Checked> checked = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            checked.add(checked(drafts.get(i), submissions.get(i), access));
        }
        return checked.isEmpty()
                ? List.of()
                : stored(checked, request -> engine.classification().classifyOffline(request));
    }

    private List<Submission> submissions(List<TicketDraft> drafts) {
        List<Submission> submissions = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            String prefix = "drafts[" + i + "].";
            try {
                submissions.add(new Submission(engine.rules(), tenant, actor, drafts.get(i)));
            } catch (ValidationException e) {
                e.violations().stream()
                        .map(v -> new Violation(prefix + v.field(), v.message(), v.remedy()))
                        .forEach(violations::add);
            }
        }
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        return submissions;
    }

    /**
     * Before anything is classified.
     *
     * @throws IdempotencyConflictException when the key was used for something else
     */
    private Checked checked(TicketDraft draft, Submission submission, Access access) {
        submission.checkAccess(access);
        Optional<KeyedRequest<Ticket>> request = draft.idempotencyKey()
                .flatMap(key -> KeyedRequest.of(
                        tenant,
                        actor,
                        Optional.of(key),
                        Fingerprint.of(draft),
                        (reader, claim) -> earlier(reader, claim.ticket(), access)));
        Optional<Ticket> known = request.flatMap(keyed -> engine.storage().read(keyed::earlier));
        return new Checked(draft, submission, request, known.orElse(null));
    }

    /** Empty when it has just been erased, and the key with it. */
    private Optional<Ticket> earlier(TicketReader reader, TicketId id, Access access) {
        Optional<Ticket> ticket = reader.find(tenant, access.scope(), id);
        // one that is there is hidden from this actor; one that is not is being erased, whatever its claim still looks
        // like
        if (ticket.isEmpty() && reader.find(tenant, Scope.all(), id).isPresent()) {
            throw new TicketNotFoundException(id);
        }
        return ticket;
    }

    private List<Ticket> stored(List<Checked> all, Function<ClassificationRequest.Builder, Classification> classifier) {
        PendingRuns runs = new PendingRuns(engine.storage());
        List<Judged> judged = new ArrayList<>();
        for (Checked checked : all) {
            if (checked.earlier() == null) {
                judged.add(new Judged(checked, runs.asked(classificationOf(checked.draft(), classifier))));
            }
        }
        List<Ticket> fresh = judged.isEmpty()
                ? List.of()
                : runs.around(() -> engine.write((writer, emit) -> {
                    Dispatch.Writing writing = new Dispatch.Writing(engine.rules(), writer, emit, runs);
                    return judged.stream().map(one -> stored(writing, one)).toList();
                }));
        List<Ticket> tickets = new ArrayList<>();
        int next = 0;
        for (Checked checked : all) {
            Ticket earlier = checked.earlier();
            tickets.add(earlier == null ? fresh.get(next++) : earlier);
        }
        return tickets;
    }

    private Ticket stored(Dispatch.Writing writing, Judged judged) {
        Checked checked = judged.checked();
        Classification classification = judged.classification();
        TicketId id = writing.writer().nextId();
        Optional<Ticket> earlier = checked.request()
                .flatMap(keyed ->
                        keyed.claim(writing.writer(), id, null, engine.rules().now()));
        if (earlier.isPresent()) {
            writing.runs().keep(writing.writer(), Fates.of(classification.runs(), earlier.get(), Set.of()));
            return earlier.get();
        }
        boolean refine = engine.background() && checked.draft().classification().isEmpty();
        return new NewTickets(engine, actor)
                .store(writing, checked.submission().ticket(id, classification), classification, refine);
    }

    private Classification classificationOf(
            TicketDraft draft, Function<ClassificationRequest.Builder, Classification> classifier) {
        ClassificationRequest.Builder request =
                new TextClassification(engine, tenant).request(draft.title(), draft.description());
        return draft.classification()
                .map(given -> engine.classification().complete(given, request))
                .orElseGet(() -> classifier.apply(request));
    }

    private Classification score(ClassificationRequest.Builder request) {
        return engine.asksOnlyOffline()
                ? engine.classification().classifyOffline(request)
                : engine.classification().classify(request);
    }
}
