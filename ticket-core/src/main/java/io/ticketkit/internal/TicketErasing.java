package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;

/** Erases a locked ticket, in the transaction in which it is locked. */
record TicketErasing(Engine engine, String tenant, Actor actor) {
    void erase(TicketWriter writer, Emission emit, StoredTicket stored) {
        TicketId id = stored.ticket().id();
        engine.files().erase(writer, emit, tenant, id);
        writer.erase(tenant, id);
        History history = History.next(stored, engine.rules().now(), actor);
        emit.accept(new TicketEvent.Erased(history.header(stored.ticket())));
    }
}
