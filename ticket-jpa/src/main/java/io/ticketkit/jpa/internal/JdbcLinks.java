package io.ticketkit.jpa.internal;

import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.TicketLink.Kind;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.LinkWriter;
import io.ticketkit.spi.Seek;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How tickets belong together, by SQL. */
final class JdbcLinks implements LinkWriter {
    private final SqlSession session;
    private final Layout layout;
    private final String merges;
    private final String links;

    JdbcLinks(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.merges = layout.name("ticket_merge");
        this.links = layout.name("ticket_link");
    }

    @Override
    public Optional<TicketId> mergedInto(String tenant, TicketId ticket) {
        Sql sql = of("select original_id from " + merges + " where tenant = ? and ticket_id = ?", tenant, ticket);
        return session.call(connection -> sql.list(connection, Row::number)).stream()
                .findFirst()
                .map(TicketId::new);
    }

    private static Sql of(String text, String tenant, TicketId ticket) {
        return Sql.of(text, Sql.Value.text(tenant), Sql.Value.number(ticket.value()));
    }

    @Override
    public List<TicketLink> of(String tenant, Scope scope, TicketId ticket, Seek seek) {
        Keyset keyset = new Keyset("x.other_id", "x.kind", true);
        Sql sql = TicketRows.columns(layout, scope)
                .plus(", x.kind, x.since from (")
                .plus(others(tenant, ticket))
                .plus(") x join " + layout.name("ticket") + " t on t.id = x.other_id where ")
                .plus(new Conditions(layout).of(new TicketSelection(tenant, scope, TicketQuery.all())))
                .plus(keyset.after(null, seek));
        return keyset.inOrder(seek, session.call(connection -> sql.list(connection, JdbcLinks::link)));
    }

    /** The numbers of the other tickets, what each is, and since when. */
    private Sql others(String tenant, TicketId ticket) {
        return Sql.join(
                " union all ",
                List.of(
                        others("original_id", Kind.ORIGINAL, merges, "ticket_id", tenant, ticket),
                        others("ticket_id", Kind.DUPLICATE, merges, "original_id", tenant, ticket),
                        others("high_id", Kind.RELATED, links, "low_id", tenant, ticket),
                        others("low_id", Kind.RELATED, links, "high_id", tenant, ticket)),
                "");
    }

    private static Sql others(String other, Kind kind, String table, String one, String tenant, TicketId ticket) {
        return of(
                "select " + other + " as other_id, " + kind.rank() + " as kind, since from " + table
                        + " where tenant = ? and " + one + " = ?",
                tenant,
                ticket);
    }

    private static TicketLink link(Row row) throws SQLException {
        Ticket ticket = TicketRows.read(row).ticket();
        int rank = row.integer();
        Kind kind = Stream.of(Kind.values())
                .filter(k -> k.rank() == rank)
                .findFirst()
                .orElseThrow();
        return TicketLink.of(kind, ticket, row.time());
    }

    @Override
    public void merge(String tenant, TicketId duplicate, TicketId original, Instant at) {
        Sql follow = Sql.of(
                "update " + merges + " set original_id = ? where tenant = ? and original_id = ?",
                Sql.Value.number(original.value()),
                Sql.Value.text(tenant),
                Sql.Value.number(duplicate.value()));
        Sql insert = Sql.of(
                "insert into " + merges + " (tenant, ticket_id, original_id, since) values (?, ?, ?, ?)",
                Sql.Value.text(tenant),
                Sql.Value.number(duplicate.value()),
                Sql.Value.number(original.value()),
                Sql.Value.number(EpochMicros.of(at)));
        session.call(connection -> follow.update(connection) + insert.update(connection));
    }

    @Override
    public long count(String tenant, TicketId ticket) {
        Sql sql = Sql.of(
                "select count(*) from " + links + " where tenant = ? and (low_id = ? or high_id = ?)",
                Sql.Value.text(tenant),
                Sql.Value.number(ticket.value()),
                Sql.Value.number(ticket.value()));
        return session.call(connection -> sql.list(connection, Row::number).get(0));
    }

    @Override
    public boolean link(String tenant, TicketId one, TicketId other, Instant at) {
        Sql insert = Sql.of(
                "insert into " + links + " (tenant, low_id, high_id, since) values (?, ?, ?, ?)",
                Sql.Value.text(tenant),
                low(one, other),
                high(one, other),
                Sql.Value.number(EpochMicros.of(at)));
        return session.call(connection -> Inserts.unlessThere(connection, layout, insert));
    }

    @Override
    public boolean unlink(String tenant, TicketId one, TicketId other) {
        Sql delete = Sql.of(
                "delete from " + links + " where tenant = ? and low_id = ? and high_id = ?",
                Sql.Value.text(tenant),
                low(one, other),
                high(one, other));
        return session.call(connection -> delete.update(connection) == 1);
    }

    private static Sql.Value low(TicketId one, TicketId other) {
        return Sql.Value.number(Math.min(one.value(), other.value()));
    }

    private static Sql.Value high(TicketId one, TicketId other) {
        return Sql.Value.number(Math.max(one.value(), other.value()));
    }

    /** The ticket is being erased: what was merged into it stands for itself again. */
    static void forget(Connection connection, Layout layout, String tenant, TicketId ticket) throws SQLException {
        forget(connection, layout.name("ticket_merge"), List.of("ticket_id", "original_id"), tenant, ticket);
        forget(connection, layout.name("ticket_link"), List.of("low_id", "high_id"), tenant, ticket);
    }

    private static void forget(
            Connection connection, String table, List<String> columns, String tenant, TicketId ticket)
            throws SQLException {
        for (String column : columns) {
            of("delete from " + table + " where tenant = ? and " + column + " = ?", tenant, ticket)
                    .update(connection);
        }
    }
}
