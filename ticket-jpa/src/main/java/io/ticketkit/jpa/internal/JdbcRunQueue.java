package io.ticketkit.jpa.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.RunId;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunPurpose;
import io.ticketkit.RunValue;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.QueuedRun;
import io.ticketkit.spi.RunQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and writes queued runs by SQL: they are rows of the runs with three columns more. */
final class JdbcRunQueue implements RunQueue {
    private static final String COLUMNS = RunCells.COLUMNS + ", queue_text, queue_at, queue_attempt";
    /** All that is recorded at the end: all but id, tenant and ticket. */
    private static final int ENDS = 3;

    /** H2 cannot skip what another is claiming: it waits, finds it gone and looks for more. */
    private static final int LOOKS = 3;

    private final SqlSession session;
    private final Layout layout;
    private final String table;

    JdbcRunQueue(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.table = layout.name("ticket_run");
    }

    @Override
    public void add(QueuedRun queued) {
        ClassificationRun run = queued.run();
        List<Sql.Value> row = new ArrayList<>(RunCells.of(run));
        row.add(Sql.Value.text(queued.textHash()));
        row.add(time(queued.at()));
        row.add(Sql.Value.number((long) queued.attempt()));
        session.call(connection -> {
            removeWaiting(connection, run.tenant(), run.ticket().orElseThrow(), Optional.of(run.purpose()));
            return Sql.of("insert into " + table + RunCells.into(COLUMNS), row).update(connection);
        });
    }

    private void removeWaiting(Connection connection, String tenant, TicketId ticket, Optional<RunPurpose> purpose)
            throws SQLException {
        Sql.of("delete from " + table + " where ")
                .plus(of(tenant, ticket))
                .plus(" and outcome = 'waiting'")
                .plus(purpose.map(p -> " and purpose = '" + p.wireName() + "'").orElse(""))
                .update(connection);
    }

    private static Sql of(String tenant, TicketId ticket) {
        return Sql.of("tenant = ? and ticket_id = ?", Sql.Value.text(tenant), Sql.Value.number(ticket.value()));
    }

    private static Sql.Value time(Instant instant) {
        return Sql.Value.number(EpochMicros.of(instant));
    }

    @Override
    public List<QueuedRun> claim(RunPurpose purpose, Instant now, Instant leaseUntil, int limit) {
        Sql due = due(RunOutcome.WAITING, purpose, now, limit)
                .plus(layout.dialect().isPostgresql() ? " for update skip locked" : "");
        return session.call(connection -> {
            List<QueuedRun> claimed = new ArrayList<>();
            boolean more = true;
            for (int look = 0; claimed.isEmpty() && more && look < LOOKS; look++) {
                List<QueuedRun> waiting = due.list(connection, JdbcRunQueue::read);
                more = !waiting.isEmpty();
                for (QueuedRun queued : waiting) {
                    QueuedRun started = started(queued, now, leaseUntil);
                    if (start(connection, started)) {
                        claimed.add(started);
                    }
                }
            }
            return claimed;
        });
    }

    private static QueuedRun started(QueuedRun waiting, Instant now, Instant leaseUntil) {
        ClassificationRun run = ClassificationRun.builder(
                        waiting.run().tenant(), waiting.run().source(), now)
                .id(waiting.run().id().orElseThrow())
                .ticket(waiting.run().ticket().orElseThrow())
                .purpose(waiting.run().purpose())
                .outcome(RunOutcome.STARTED)
                .build();
        return new QueuedRun(run, waiting.textHash(), leaseUntil, waiting.attempt());
    }

    private boolean start(Connection connection, QueuedRun started) throws SQLException {
        return Sql.of(
                                "update " + table + " set outcome = 'started', asked_at = ?, queue_at = ?,"
                                        + " cost_unknown = ? where id = ? and outcome = 'waiting'",
                                time(started.run().at()),
                                time(started.at()),
                                Sql.Value.flag(started.run().isCostUnknown()),
                                number(started.run().id().orElseThrow()))
                        .update(connection)
                == 1;
    }

    private static Sql.Value number(RunId id) {
        return Sql.Value.number(id.value());
    }

    @Override
    public List<QueuedRun> overdue(RunPurpose purpose, Instant now, int limit) {
        Sql due = due(RunOutcome.STARTED, purpose, now, limit);
        return session.call(connection -> due.list(connection, JdbcRunQueue::read));
    }

    /** One that waits for an erased ticket is nobody's. */
    private Sql due(RunOutcome outcome, RunPurpose purpose, Instant now, int limit) {
        String ticket = outcome == RunOutcome.WAITING ? " and ticket_id is not null" : "";
        return Sql.of(
                "select " + COLUMNS + " from " + table + " where outcome = '" + outcome.wireName() + "' and purpose = '"
                        + purpose.wireName() + "' and queue_at <= ?" + ticket + " order by queue_at, id limit " + limit,
                time(now));
    }

    private static QueuedRun read(Row row) throws SQLException {
        ClassificationRun run = RunCells.read(row);
        return new QueuedRun(run, row.textOrNull(), row.time(), row.integer());
    }

    @Override
    public boolean finish(ClassificationRun run) {
        String set = Arrays.stream(RunCells.COLUMNS.split(", ", -1))
                .skip(ENDS)
                .map(column -> column + " = ?")
                .collect(Collectors.joining(", "));
        List<Sql.Value> cells = RunCells.of(run);
        Sql end = Sql.of(
                        "update " + table + " set queue_text = null, queue_at = null, queue_attempt = null, " + set,
                        cells.subList(ENDS, cells.size()))
                .plus(whereStarted(run.id().orElseThrow()));
        return session.call(connection -> {
            boolean ours = end.update(connection) == 1;
            if (ours && run.ticket().isPresent()) {
                for (Map.Entry<ClassifiedField, RunValue> value : run.values().entrySet()) {
                    supersede(connection, run, value.getKey(), value.getValue());
                }
            }
            return ours;
        });
    }

    private void supersede(Connection connection, ClassificationRun run, ClassifiedField field, RunValue value)
            throws SQLException {
        if (value.fate() == RunValue.Fate.APPLIED) {
            String column = RunCells.column(field);
            Sql.of("update " + table + " set " + column + "_fate = 'superseded' where ")
                    .plus(of(run.tenant(), run.ticket().orElseThrow()))
                    .plus(Sql.of(
                            " and " + column + "_fate = 'applied' and id <> ?",
                            number(run.id().orElseThrow())))
                    .update(connection);
        }
    }

    private static Sql whereStarted(RunId run) {
        return Sql.of(" where id = ? and outcome = 'started'", number(run));
    }

    @Override
    public boolean postpone(RunId run, Instant due) {
        return changesOne(
                Sql.of("update " + table + " set outcome = 'waiting', cost_unknown = false, queue_at = ?", time(due))
                        .plus(whereStarted(run)));
    }

    @Override
    public boolean drop(RunId run) {
        return changesOne(Sql.of("delete from " + table).plus(whereStarted(run)));
    }

    private boolean changesOne(Sql sql) {
        return session.call(sql::update) == 1;
    }

    /** The ticket is being erased. */
    void forget(Connection connection, String tenant, TicketId ticket) throws SQLException {
        removeWaiting(connection, tenant, ticket, Optional.empty());
        Sql.of("update " + table + " set queue_text = null where ")
                .plus(of(tenant, ticket))
                .plus(" and outcome = 'started'")
                .update(connection);
    }
}
