package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.spi.TicketWriter;
import java.util.EnumSet;
import java.util.List;

/** Stores a new ticket and what follows from it, in the transaction that is running. */
record NewTickets(Engine engine, Actor actor) {
    Ticket store(Dispatch.Writing writing, Ticket ticket, Classification classification, boolean refine) {
        TicketWriter writer = writing.writer();
        History history = History.first(ticket.createdAt(), actor);
        writer.insert(history.stored(ticket), List.of(history.submitted()));
        writing.runs().keep(writer, Fates.of(classification.runs(), ticket, EnumSet.allOf(ClassifiedField.class)));
        if (refine) {
            queue(engine, writer, ticket);
        }
        if (engine.assistance().drafts()) {
            DraftWorker.queue(engine, writer, ticket);
        }
        writing.emit().accept(new TicketEvent.Submitted(history.header(ticket), ticket));
        return engine.dispatch().submitted(writing, history.stored(ticket));
    }

    /** Has the classifier asked in the background. */
    static void queue(Engine engine, TicketWriter writer, Ticket ticket) {
        Source source = engine.classification().source();
        writer.queue()
                .add(Queued.first(
                        writer.runs().nextId(), ticket, source, engine.rules().now()));
    }
}
