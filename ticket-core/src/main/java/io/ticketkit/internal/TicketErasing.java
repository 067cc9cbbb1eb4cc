package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;

/** Erases a locked ticket, in the transaction in which it is locked. */
record TicketErasing(Engine engine, String tenant, Actor actor) {
    void erase(TicketWriter writer, Emission emit, StoredTicket stored) {
        TicketId id = stored.ticket().id();
        engine.files().erase(writer, emit, tenant, id);
        writer.erase(tenant, id);
        History history = History.next(stored, engine.rules().now(), actor);
        emit.accept(new TicketEvent.Erased(history.header(stored.ticket())));
    }

    /** The same, and models that learned from it are gone at once, not when it is learned the next time. */
    void eraseFromModels(TicketWriter writer, Emission emit, StoredTicket stored) {
        erase(writer, emit, stored);
        Ticket ticket = stored.ticket();
        if (Learner.FIELDS.stream().anyMatch(field -> ticket.origin(field).source() == Source.PERSON)) {
            long id = ticket.id().value();
            ModelWriter models = writer.models();
            boolean dropped = Learner.FIELDS.stream()
                            .filter(field -> learnedFrom(models, field, id))
                            .peek(field -> models.drop(tenant, field))
                            .count()
                    > 0;
            if (dropped) {
                Instant now = engine.rules().now();
                models.finish(tenant, null, now);
            }
        }
    }

    /** What cannot be read may have learned from anything. */
    private boolean learnedFrom(ModelWriter models, ClassifiedField field, long id) {
        return models.find(tenant, field)
                .filter(stored -> SharedModels.usable(stored)
                        .filter(model -> model.learnedOnlyFrom(other -> other != id))
                        .isEmpty())
                .isPresent();
    }
}
