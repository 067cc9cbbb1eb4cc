package io.ticketkit.jpa.internal;

import io.ticketkit.Scope;
import io.ticketkit.TicketId;

/** Conditions for what is on a ticket, or on those that were merged into it. */
final class Duplicates {
    private final SqlSession session;
    private final Conditions conditions;
    private final String merges;

    Duplicates(SqlSession session, Layout layout) {
        this.session = session;
        this.conditions = new Conditions(layout);
        this.merges = layout.name("ticket_merge");
    }

    /** Whether there are any. Asked apart: what few tickets have would cost all of them the order of an index. */
    boolean areOf(String tenant, TicketId ticket) {
        Sql sql = Sql.of("select 1 from " + merges + " m where ")
                .plus(of(tenant, ticket))
                .plus(" fetch first 1 rows only");
        return !session.call(connection -> sql.list(connection, Row::number)).isEmpty();
    }

    /** Whether rows of an alias, with a tenant and a ticket_id, are on the ticket or one of them, and that in the scope. */
    Sql orItself(String alias, String tenant, Scope scope, TicketId ticket) {
        String id = alias + ".ticket_id";
        return Sql.of(
                        "(" + id + " = ? or " + id + " in (select m.ticket_id from " + merges + " m where ",
                        ticket.value())
                .plus(of(tenant, ticket))
                .plus(")) and ")
                .plus(conditions.isIn(scope, alias + ".tenant", id));
    }

    private static Sql of(String tenant, TicketId ticket) {
        return Sql.of("m.tenant = ? and m.original_id = ?", Sql.Value.text(tenant), Sql.Value.number(ticket.value()));
    }
}
