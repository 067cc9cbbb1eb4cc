package io.ticketkit.jpa.internal;

import io.ticketkit.TicketId;
import io.ticketkit.TicketLink.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Selects what hangs on some tickets of a tenant. */
record OfTickets(Layout layout, String tenant, List<TicketId> ids) {
    /** The ticket, and columns of a table that go by an alias. */
    Sql select(String columns, String table, String alias) {
        return Sql.of(
                        "select " + alias + ".ticket_id, " + columns + " from " + layout.name(table) + " " + alias
                                + " where " + alias + ".tenant = ? and ",
                        tenant)
                .plus(among(alias + ".ticket_id", ids));
    }

    /** What the other tickets are to these that stand in a column of a table of pairs. */
    Sql side(Kind kind, String table, String one, String other) {
        return Sql.of(
                        "select " + one + " as one, " + kind.rank() + " as kind, " + other + " as other, since from "
                                + layout.name(table) + " where tenant = ? and ",
                        tenant)
                .plus(among(one, ids));
    }

    static Sql among(String column, Collection<TicketId> ids) {
        return Sql.of(
                column + " in (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")",
                ids.stream().map(id -> Sql.Value.number(id.value())).toList());
    }
}
