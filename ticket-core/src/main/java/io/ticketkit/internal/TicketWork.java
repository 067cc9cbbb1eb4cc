package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ExternalReference;
import io.ticketkit.FailureReason;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.Reclassified;
import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketSink;
import io.ticketkit.WriteBack;
import io.ticketkit.spi.JobLease;
import io.ticketkit.spi.TicketWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is done with one stored ticket: asking about it, applying what was said, writing it back. */
record TicketWork(Engine engine, String tenant, Access access, ProcessingOptions options, Patience patience) {
    Optional<Ticket> find(TicketId id) {
        return patience.run(() -> engine.storage().read(reader -> reader.find(tenant, access.scope(), id)));
    }

    /** Whoever does not is not told of what is there and may not be seen. */
    boolean seesAll() {
        return access.scope() instanceof Scope.All;
    }

    /** Outside any transaction. */
    Classification ask(String title, String description, ExecutorService askers) {
        Classification answer = engine.classification()
                .classify(new TextClassification(engine, tenant).request(title, description), askers);
        return engine.classification().withTitle(answer, description);
    }

    /** Why the host's classifier did not answer. */
    Optional<FailureReason> failure(Classification answer) {
        return engine.classification().asksFirst()
                ? answer.runs().stream().findFirst().flatMap(ClassificationRun::failure)
                : Optional.empty();
    }

    /** Something that is done in the same transaction as something else. */
    interface Step {
        /** Does it; when it throws, nothing is changed. */
        void take(TicketWriter writer);

        /** Whether it was done, once it was taken in a transaction of which nobody knows whether it was committed. */
        boolean isTaken(TicketWriter writer);
    }

    /** For how long something is this run's own; with the same token for each attempt at one claim. */
    JobLease lease(long token) {
        Instant now = engine.rules().now();
        return new JobLease(token, now, now.plus(options.lease()));
    }

    /** That nobody else has, before or after. */
    static long token() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    /** Changes the ticket. What was asked is recorded in any case. */
    Reclassified apply(Ticket judged, Classification answer) {
        return apply(judged, answer, null);
    }

    /** The same with a step. */
    Reclassified apply(Ticket judged, Classification answer, @Nullable Step step) {
        AtomicReference<Reclassified> before = new AtomicReference<>();
        PendingRuns runs = new PendingRuns(engine.storage(), engine.own());
        runs.asked(answer);
        Reclassification reclassification = new Reclassification(engine, tenant, access);
        return runs.around(() -> patience.run(() -> engine.write((writer, emit) -> {
            Reclassified earlier = before.get();
            if (earlier != null && (step == null ? runs.areThere(writer, tenant, judged.id()) : step.isTaken(writer))) {
                return earlier;
            }
            runs.again();
            Reclassified done = reclassification.applied(writer, emit, judged, answer, runs);
            if (step != null) {
                step.take(writer);
            }
            before.set(done);
            return done;
        })));
    }

    /** Records what was asked of a ticket that takes nothing of it, and does something else. */
    void keep(List<ClassificationRun> asked, TicketId ticket, Step step) {
        AtomicBoolean before = new AtomicBoolean();
        List<ClassificationRun> linked = asked.stream()
                .map(run -> run.toBuilder().ticket(ticket).build())
                .toList();
        PendingRuns runs = new PendingRuns(engine.storage(), engine.own());
        runs.around(() -> patience.run(() -> engine.storage().write(writer -> {
            if (!before.get() || !step.isTaken(writer)) {
                runs.again();
                runs.keep(writer, linked);
                step.take(writer);
                before.set(true);
            }
            return true;
        })));
    }

    /** Tells the sink, if there is one. */
    void writeBack(Ticket ticket, String key, ExecutorService callers)
            throws TimedCalls.FailedException, InterruptedException {
        Optional<TicketSink> sink = options.sink();
        if (sink.isPresent()) {
            List<ExternalReference> references = patience.run(() ->
                    engine.storage().read(reader -> reader.externals().of(tenant, ticket.id())));
            WriteBack found = new WriteBack(key, ticket, references);
            new TimedCalls(callers, options.callTime(), null).call(() -> {
                sink.get().write(found);
                return true;
            });
        }
    }

    /** The same for the same parts, and nothing can be read from it. */
    String dedupeKey(Object... parts) {
        Fingerprint print = new Fingerprint().add((Object) tenant);
        for (Object part : parts) {
            print.add(part);
        }
        byte[] digest = Fingerprint.sha256(print.text().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 16);
    }
}
