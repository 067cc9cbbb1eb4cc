package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Reclassified;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.util.Set;
import java.util.function.Consumer;

/** Classifies a ticket again when somebody asks for it. */
record Reclassification(Engine engine, String tenant, Access access) {
    Reclassified of(TicketId id) {
        Ticket judged = engine.storage()
                .read(reader -> reader.find(tenant, access.scope(), id))
                .orElseThrow(() -> new TicketNotFoundException(id));
        PendingRuns runs = new PendingRuns(engine.storage());
        Classification answer = runs.asked(answer(judged));
        return runs.around(() -> engine.write((writer, emit) -> applied(writer, emit, judged, answer, runs)));
    }

    private Classification answer(Ticket ticket) {
        ClassificationRequest.Builder request =
                new TextClassification(engine, tenant).request(ticket.title(), ticket.description());
        // joining, the host's transaction is open: no model is called inside it
        Classification answer = engine.storage().joins()
                ? engine.classification().classifyOffline(request)
                : engine.classification().classify(request);
        return engine.classification().withTitle(answer, ticket.description());
    }

    /** In the transaction that is running: what the answer changes, and the runs behind it. */
    Reclassified applied(
            TicketWriter writer, Consumer<TicketEvent> emit, Ticket judged, Classification answer, PendingRuns runs) {
        StoredTicket stored = writer.lock(tenant, access.scope(), judged.id())
                .orElseThrow(() -> new TicketNotFoundException(judged.id()));
        Ticket before = stored.ticket();
        Refinement refinement = new Refinement(before, answer, engine.rules().reviewThreshold());
        boolean late =
                !before.title().equals(judged.title()) || !before.description().equals(judged.description());
        if (late || refinement.isEmpty()) {
            runs.keep(writer, Fates.of(runs.asked(), before, Set.of()));
            return new Reclassified(before, answer, Set.of());
        }
        Ticket after = refinement.write(writer, emit, stored, engine.rules().now());
        refinement.taken().forEach(field -> runs.with(writer, w -> w.supersede(tenant, after.id(), field)));
        runs.keep(writer, Fates.of(runs.asked(), after, refinement.taken()));
        return new Reclassified(after, answer, refinement.taken());
    }
}
