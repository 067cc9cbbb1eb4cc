package io.ticketkit.jpa.internal;

import io.ticketkit.Status;
import io.ticketkit.spi.AssignmentRotations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whose turn it is to be given a ticket, by SQL: a row for each rotation, locked by who uses it. */
final class JdbcAssignmentRotations implements AssignmentRotations {
    private final SqlSession session;
    private final Layout layout;
    private final String table;

    JdbcAssignmentRotations(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.table = layout.name("ticket_rotation");
    }

    @Override
    public Optional<String> lock(String tenant, String rotation) {
        return session.call(connection -> {
            List<Optional<String>> found = locked(connection, tenant, rotation);
            if (found.isEmpty()) {
                // whoever is faster: the row is there then
                Inserts.unlessThere(
                        connection,
                        layout,
                        Sql.of("insert into " + table + " (tenant, name) values (?, ?)", key(tenant, rotation)));
                found = locked(connection, tenant, rotation);
            }
            return found.isEmpty() ? Optional.<String>empty() : found.get(0);
        });
    }

    private List<Optional<String>> locked(Connection connection, String tenant, String rotation) throws SQLException {
        return Sql.of(
                        "select last_id from " + table + " where tenant = ? and name = ? for update",
                        key(tenant, rotation))
                .list(connection, row -> Optional.ofNullable(row.textOrNull()));
    }

    private static List<Sql.Value> key(String tenant, String rotation) {
        return List.of(Sql.Value.text(tenant), Sql.Value.text(rotation));
    }

    @Override
    public void turn(String tenant, String rotation, String last) {
        Sql update = Sql.of("update " + table + " set last_id = ?", last)
                .plus(Sql.of(" where tenant = ? and name = ?", key(tenant, rotation)));
        session.call(connection -> update.update(connection));
    }

    @Override
    public Map<String, Long> openTickets(String tenant, Collection<String> assignees) {
        List<String> notDone = Stream.of(Status.values())
                .filter(status -> !status.isDone())
                .map(Status::wireName)
                .toList();
        Sql sql = Sql.of(
                        "select t.assignee, count(*) from " + layout.name("ticket") + " t where t.tenant = ? and ",
                        tenant)
                .plus(Sql.in("t.assignee", assignees))
                .plus(" and ")
                .plus(Sql.in("t.status", notDone))
                .plus(" group by t.assignee");
        Map<String, Long> open = new TreeMap<>();
        session.call(connection -> sql.list(connection, row -> open.put(row.text(), row.number())));
        return open;
    }
}
