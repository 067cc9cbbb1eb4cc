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
import io.ticketkit.spi.TicketWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

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

    /**
     * Changes the ticket, and does something else in the same transaction. What was asked is recorded in any case.
     *
     * @param also what; when it throws, nothing is changed
     */
    Reclassified apply(Ticket judged, Classification answer, Consumer<TicketWriter> also) {
        PendingRuns runs = new PendingRuns(engine.storage(), engine.own());
        runs.asked(answer);
        Reclassification reclassification = new Reclassification(engine, tenant, access);
        return runs.around(() -> patience.run(() -> {
            runs.again();
            return engine.write((writer, emit) -> {
                Reclassified done = reclassification.applied(writer, emit, judged, answer, runs);
                also.accept(writer);
                return done;
            });
        }));
    }

    /** Records what was asked of a ticket that takes nothing of it, and does something else. */
    void keep(List<ClassificationRun> asked, TicketId ticket, Consumer<TicketWriter> also) {
        List<ClassificationRun> linked = asked.stream()
                .map(run -> run.toBuilder().ticket(ticket).build())
                .toList();
        PendingRuns runs = new PendingRuns(engine.storage(), engine.own());
        runs.around(() -> patience.run(() -> {
            runs.again();
            return engine.storage().write(writer -> {
                runs.keep(writer, linked);
                also.accept(writer);
                return true;
            });
        }));
    }

    /** Tells the sink, if there is one. */
    void writeBack(Ticket ticket, String key, ExecutorService callers)
            throws TimedCalls.FailedException, InterruptedException {
        Optional<TicketSink> sink = options.sink();
        if (sink.isPresent()) {
            List<ExternalReference> references = patience.run(() ->
                    engine.storage().read(reader -> reader.externals().of(tenant, ticket.id())));
            WriteBack found = new WriteBack(key, ticket, references);
            new TimedCalls(callers, options.callTime()).call(() -> {
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
