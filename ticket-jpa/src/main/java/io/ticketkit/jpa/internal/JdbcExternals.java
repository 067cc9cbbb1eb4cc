package io.ticketkit.jpa.internal;

import io.ticketkit.ExternalReference;
import io.ticketkit.TicketId;
import io.ticketkit.spi.ExternalWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What tickets are called in other systems, by SQL. */
final class JdbcExternals implements ExternalWriter {
    private final SqlSession session;
    private final Layout layout;
    private final String table;

    JdbcExternals(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.table = layout.name("ticket_external");
    }

    @Override
    public Optional<TicketId> find(String tenant, ExternalReference reference) {
        Sql sql = Sql.of(
                "select ticket_id from " + table + " where tenant = ? and system = ? and external_id = ?",
                Sql.Value.text(tenant),
                Sql.Value.text(reference.system()),
                Sql.Value.text(reference.id()));
        return session.call(connection -> sql.list(connection, Row::number)).stream()
                .findFirst()
                .map(TicketId::new);
    }

    @Override
    public List<ExternalReference> of(String tenant, TicketId ticket) {
        Sql sql = ofTicket("select system, external_id from ", tenant, ticket).plus(" order by system, external_id");
        return session.call(connection -> sql.list(connection, row -> new ExternalReference(row.text(), row.text())));
    }

    private Sql ofTicket(String what, String tenant, TicketId ticket) {
        return Sql.of(
                what + table + " where tenant = ? and ticket_id = ?",
                Sql.Value.text(tenant),
                Sql.Value.number(ticket.value()));
    }

    @Override
    public boolean add(String tenant, ExternalReference reference, TicketId ticket) {
        Sql insert = Sql.of(
                "insert into " + table + " (tenant, system, external_id, ticket_id) values (?, ?, ?, ?)",
                Sql.Value.text(tenant),
                Sql.Value.text(reference.system()),
                Sql.Value.text(reference.id()),
                Sql.Value.number(ticket.value()));
        return session.call(connection -> Inserts.unlessThere(connection, layout, insert));
    }

    /** The ticket is being erased. */
    void forget(Connection connection, String tenant, TicketId ticket) throws SQLException {
        ofTicket("delete from ", tenant, ticket).update(connection);
    }
}
