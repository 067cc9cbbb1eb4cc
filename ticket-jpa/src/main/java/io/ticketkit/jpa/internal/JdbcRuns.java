package io.ticketkit.jpa.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunId;
import io.ticketkit.RunUsage;
import io.ticketkit.RunValue;
import io.ticketkit.RunWork;
import io.ticketkit.Scope;
import io.ticketkit.TicketDay;
import io.ticketkit.TicketId;
import io.ticketkit.TicketSpend;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.Seek;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes runs by SQL. */
public final class JdbcRuns implements RunWriter {
    private static final String INTO = RunCells.into(RunCells.COLUMNS + ", apart");

    private final WriteBuffer session;
    private final Layout layout;
    private final Ids ids;
    private final boolean apart;
    private final String table;

    /**
     * On a session, in tables, with the ids of its storage.
     *
     * @param apart whether their tickets are written in other transactions
     */
    public JdbcRuns(WriteBuffer session, Layout layout, Ids ids, boolean apart) {
        this.session = session;
        this.layout = layout;
        this.ids = ids;
        this.apart = apart;
        this.table = layout.name("ticket_run");
    }

    @Override
    public List<ClassificationRun> ofTicket(String tenant, TicketId ticket, Seek seek) {
        Keyset keyset = new Keyset("asked_at", "id", true);
        Sql sql = Sql.of("select " + RunCells.COLUMNS + " from " + table + " where ")
                .plus(of(tenant, ticket))
                .plus(keyset.after(layout.dialect().isPostgresql() ? null : "tenant, ticket_id", seek));
        return keyset.inOrder(seek, session.call(connection -> sql.list(connection, RunCells::read)));
    }

    @Override
    public Optional<TicketId> ticketOf(String tenant, RunId run) {
        Sql sql = Sql.of(
                "select ticket_id from " + table + " where tenant = ? and id = ? and ticket_id is not null",
                Sql.Value.text(tenant),
                Sql.Value.number(run.value()));
        return session.call(connection -> sql.list(connection, Row::number)).stream()
                .map(TicketId::new)
                .findFirst();
    }

    @Override
    public List<RunAccuracy> accuracy(String tenant, Scope scope, Instant from, Instant end) {
        return session.call(connection -> new RunReports(layout, tenant, scope).accuracy(connection, from, end));
    }

    @Override
    public List<RunUsage> usage(String tenant, Scope scope, TrendRange range) {
        return session.call(connection -> new RunReports(layout, tenant, scope).usage(connection, range));
    }

    @Override
    public List<RunWork> work(String tenant, Scope scope, List<TrendRange.Period> periods) {
        return session.call(connection -> new RunReports(layout, tenant, scope).work(connection, periods));
    }

    @Override
    public List<TicketSpend> costliest(String tenant, Scope scope, Instant from, Instant end, int limit) {
        return session.call(
                connection -> new RunReports(layout, tenant, scope).costliest(connection, from, end, limit));
    }

    @Override
    public List<TicketDay> byTicket(String tenant, Scope scope, List<TrendRange.Period> periods, Seek seek) {
        return session.call(connection -> new RunReports(layout, tenant, scope).byTicket(connection, periods, seek));
    }

    private static Sql of(String tenant, TicketId ticket) {
        return Sql.of("tenant = ? and ticket_id = ?", Sql.Value.text(tenant), Sql.Value.number(ticket.value()));
    }

    @Override
    public RunId nextId() {
        return new RunId(ids.runs.next(session, layout));
    }

    @Override
    public void insert(List<ClassificationRun> runs) {
        List<List<Sql.Value>> rows = new ArrayList<>();
        for (ClassificationRun run : runs) {
            List<Sql.Value> row = RunCells.of(run);
            row.add(Sql.Value.flag(apart));
            rows.add(row);
        }
        session.change("insert into " + table + INTO, rows);
    }

    @Override
    public Link link(ClassificationRun run) {
        List<Sql.Value> values = new ArrayList<>();
        StringBuilder set = new StringBuilder("apart = ?, ticket_id = ?");
        values.add(Sql.Value.flag(apart));
        values.add(Sql.Value.number(run.ticket().orElseThrow().value()));
        for (Map.Entry<ClassifiedField, RunValue> value : run.values().entrySet()) {
            set.append(", ").append(RunCells.column(value.getKey())).append("_fate = ?");
            values.add(Sql.Value.text(value.getValue().fate().wireName()));
        }
        Sql which = Sql.of(
                " where tenant = ? and id = ?",
                Sql.Value.text(run.tenant()),
                Sql.Value.number(run.id().orElseThrow().value()));
        Sql update =
                Sql.of("update " + table + " set " + set, values).plus(which).plus(" and ticket_id is null");
        Sql find = Sql.of("select id from " + table).plus(which);
        return session.call(connection -> {
            if (update.update(connection) == 1) {
                return Link.LINKED;
            }
            return find.list(connection, Row::number).isEmpty() ? Link.UNKNOWN : Link.TAKEN;
        });
    }

    @Override
    public void decide(String tenant, TicketId ticket, ClassifiedField field, String chosen) {
        String column = RunCells.column(field);
        Sql.Value value = Sql.Value.text(chosen);
        Sql update = Sql.of(
                        ("update " + table
                                        + " set %1$s_fate = case when %1$s_value = ? then 'accepted' else 'corrected' end,"
                                        + " %1$s_corrected_to = case when %1$s_value = ? then null else ? end where ")
                                .formatted(column),
                        value,
                        value,
                        value)
                .plus(of(tenant, ticket))
                .plus(" and " + column + "_fate in ('applied', 'accepted', 'corrected')");
        session.change(update);
    }

    @Override
    public void supersede(String tenant, TicketId ticket, ClassifiedField field) {
        String column = RunCells.column(field);
        Sql update = Sql.of("update " + table + " set " + column + "_fate = 'superseded' where ")
                .plus(of(tenant, ticket))
                .plus(" and " + column + "_fate = 'applied'");
        session.change(update);
    }

    /** The ticket is erased: what it cost stays. */
    void forget(Connection connection, String tenant, TicketId ticket) throws SQLException {
        Sql.of("update " + table + " set ticket_id = null, rationale = null where ")
                .plus(of(tenant, ticket))
                .update(connection);
    }
}
