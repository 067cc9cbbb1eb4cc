package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.RoutingReport;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketRouting;
import io.ticketkit.spi.StoredTicket;
import java.util.List;
import java.util.function.BiFunction;

/** Who works on the tickets of one tenant, decided for one actor. */
record ScopedRouting(Engine engine, String tenant, Actor actor) implements TicketRouting {
    @Override
    public RoutingReport explain(TicketId id) {
        Access access = require(List.of(Action.VIEW, Action.ASSIGN));
        Ticket ticket = engine.storage()
                .read(reader -> reader.find(tenant, access.scope(), id))
                .orElseThrow(() -> new TicketNotFoundException(id));
        return engine.dispatch().report(ticket);
    }

    @Override
    public Ticket route(TicketId id, Expected expected) {
        return changed(
                id,
                expected,
                List.of(Action.VIEW, Action.ASSIGN, Action.EDIT),
                (writing, stored) -> engine.dispatch().routed(writing, stored, actor));
    }

    @Override
    public Ticket assign(TicketId id, Expected expected) {
        return changed(
                id,
                expected,
                List.of(Action.VIEW, Action.ASSIGN),
                (writing, stored) -> engine.dispatch().assigned(writing, stored, actor));
    }

    private Ticket changed(
            TicketId id,
            Expected expected,
            List<Action> needed,
            BiFunction<Dispatch.Writing, StoredTicket, StoredTicket> change) {
        Access access = require(needed);
        PendingRuns runs = new PendingRuns(engine.storage());
        return runs.around(() -> engine.write((writer, emit) -> {
            StoredTicket stored =
                    writer.lock(tenant, access.scope(), id).orElseThrow(() -> new TicketNotFoundException(id));
            Versions.check(expected, stored.ticket());
            return change.apply(new Dispatch.Writing(engine.rules(), writer, emit, runs), stored)
                    .ticket();
        }));
    }

    private Access require(List<Action> needed) {
        needed.forEach(action -> engine.rules().require(actor, action));
        return engine.rules().require(actor, needed.get(0));
    }
}
