package io.ticketkit.jpa.internal;

import io.ticketkit.ProcessingFailure;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.JobChange;
import io.ticketkit.spi.JobItem;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobLease;
import io.ticketkit.spi.JobLife;
import io.ticketkit.spi.JobQueue;
import io.ticketkit.spi.JobRead;
import io.ticketkit.spi.JobSpending;
import io.ticketkit.spi.JobStage;
import io.ticketkit.spi.JobTrouble;
import io.ticketkit.spi.NewJobItem;
import io.ticketkit.spi.Seek;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tickets that jobs process, by SQL. A row is looked at when it is due: while it is claimed, that is the end of its
 * lease, and never once it is finished.
 */
abstract class JdbcJobItems implements JobQueue {
    private static final Sql.Value NEVER = Sql.Value.number(EpochMicros.MAX);
    private static final String SPENT = "cost, unknown_costs, lost, duration_micros";

    /** H2 waits for who is claiming the same, and finds it claimed then: there may be more. */
    private static final int LOOKS = 3;

    final SqlSession session;
    final Layout layout;
    final String jobs;
    final String items;

    JdbcJobItems(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.jobs = layout.name("ticket_job");
        this.items = layout.name("ticket_job_item");
    }

    static Sql whereJob(JobKey job) {
        return Sql.of(" where tenant = ? and name = ?", Sql.Value.text(job.tenant()), Sql.Value.text(job.name()));
    }

    static Sql whereItems(JobKey job) {
        return Sql.of(" where tenant = ? and job = ?", Sql.Value.text(job.tenant()), Sql.Value.text(job.name()));
    }

    static Sql whereJob(JobLife job) {
        return whereJob(job.key()).plus(Sql.of(" and generation = ?", job.generation()));
    }

    static Sql whereItems(JobLife job) {
        return whereItems(job.key()).plus(Sql.of(" and generation = ?", job.generation()));
    }

    private static Sql whereItem(JobItem item) {
        return whereItems(item.job())
                .plus(Sql.of(
                        " and number = ? and claim = ? and changes = ?",
                        Sql.Value.number(item.number()),
                        Sql.Value.number(item.claim()),
                        Sql.Value.number(item.changes())));
    }

    private static Sql.Value time(@Nullable Instant instant) {
        return JdbcJobs.time(instant);
    }

    @Override
    public Set<String> known(JobLife job, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        Sql sql = Sql.of("select item_key from " + items)
                .plus(whereItems(job))
                .plus(" and ")
                .plus(Sql.in("item_key", keys));
        return new HashSet<>(session.call(connection -> sql.list(connection, Row::text)));
    }

    @Override
    public void add(JobRead read, List<NewJobItem> fresh, String cursor, boolean toEnd, Instant now) {
        String insert =
                "insert into " + items + " (tenant, job, generation, number, item_key, ticket_id, stage, due_at,"
                        + " claim, changes, attempts, failure, detail, " + SPENT
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?, ?)";
        Sql count = Sql.of("select items from " + jobs).plus(whereJob(read.job()));
        session.call(connection -> {
            long number = count.list(connection, Row::number).get(0);
            List<List<Sql.Value>> rows = new ArrayList<>();
            for (NewJobItem item : fresh) {
                number++;
                rows.add(row(read.job(), number, item, now));
            }
            Sql.batch(connection, insert, rows.stream());
            return Sql.of(
                            "update " + jobs + " set read_cursor = ?, read_to_end = ?, read_due_at = ?, items = ?,"
                                    + " changed_at = ?",
                            Sql.Value.text(cursor),
                            Sql.Value.flag(toEnd),
                            time(now),
                            Sql.Value.number(number),
                            time(now))
                    .plus(whereJob(read.job()))
                    .update(connection);
        });
    }

    private static List<Sql.Value> row(JobLife job, long number, NewJobItem item, Instant now) {
        TicketId ticket = item.ticket();
        List<Sql.Value> row = new ArrayList<>(List.of(
                Sql.Value.text(job.key().tenant()),
                Sql.Value.text(job.key().name()),
                Sql.Value.number(job.generation()),
                Sql.Value.number(number),
                Sql.Value.text(item.key()),
                Sql.Value.number(ticket == null ? null : ticket.value()),
                Sql.Value.text(item.stage().wireName()),
                item.stage().isFinished() ? NEVER : time(now),
                failure(item.failure()),
                Sql.Value.text(item.detail())));
        row.addAll(spent(item.spent()));
        return row;
    }

    static Sql.Value failure(@Nullable ProcessingFailure failure) {
        return Sql.Value.text(failure == null ? null : failure.wireName());
    }

    private static List<Sql.Value> spent(JobSpending spent) {
        return List.of(
                Sql.Value.money(spent.cost()),
                Sql.Value.number((long) spent.unknownCosts()),
                Sql.Value.number((long) spent.lost()),
                Sql.Value.number(spent.duration().toNanos() / 1_000));
    }

    private static JobSpending spent(Row row) throws SQLException {
        // in the order of the columns
        return new JobSpending(row.money(), row.integer(), row.integer(), Duration.of(row.number(), ChronoUnit.MICROS));
    }

    @Override
    public List<JobItem> claim(JobLife job, JobLease lease, boolean asks, int limit) {
        Sql due = Sql.of("select number, item_key, ticket_id, stage, changes, attempts, " + SPENT
                        + ", asked_at, claim from " + items)
                .plus(whereItems(job))
                .plus(Sql.of(" and due_at <= ? and exists (select 1 from " + jobs, time(lease.now())))
                .plus(whereJob(job))
                .plus(" and state = 'running') order by tenant, job, due_at, number fetch first " + limit
                        + " rows only")
                .plus(layout.dialect().isPostgresql() ? " for update skip locked" : "");
        return session.call(connection -> {
            List<JobItem> claimed = List.of();
            boolean more = true;
            for (int look = 0; claimed.isEmpty() && more && look < LOOKS; look++) {
                List<Seen> seen = due.list(connection, row -> seen(job, lease, row));
                more = !seen.isEmpty();
                claimed = claimed(connection, seen, lease, asks);
            }
            return claimed;
        });
    }

    /** An item as it would be once it is claimed, and who claimed it before. */
    private record Seen(JobItem item, long before) {}

    private static Seen seen(JobLife job, JobLease lease, Row row) throws SQLException {
        // in the order of the columns
        long number = row.number();
        String key = row.text();
        TicketId ticket = new TicketId(row.number());
        JobStage stage = row.code(JobStage::parse);
        long changes = row.number();
        int attempts = row.integer();
        JobSpending before = spent(row);
        Instant lost = row.timeOrNull();
        long claim = row.number();
        JobSpending spent =
                lost == null ? before : before.plus(new JobSpending(JobSpending.NONE.cost(), 1, 1, Duration.ZERO));
        return new Seen(
                new JobItem(job, number, key, ticket, stage, lease.token(), changes, attempts, spent, lost), claim);
    }

    /** Those that nobody claimed since they were seen. */
    private List<JobItem> claimed(Connection connection, List<Seen> seen, JobLease lease, boolean asks)
            throws SQLException {
        String claim = "update " + items + " set due_at = ?, claim = ?, asked_at = ?, unknown_costs = ?, lost = ?"
                + " where tenant = ? and job = ? and generation = ? and number = ? and claim = ? and due_at <= ?";
        List<List<Sql.Value>> rows = seen.stream()
                .map(one -> List.of(
                        time(lease.until()),
                        Sql.Value.number(lease.token()),
                        time(asks && one.item().stage() == JobStage.WAITING ? lease.now() : null),
                        Sql.Value.number((long) one.item().spent().unknownCosts()),
                        Sql.Value.number((long) one.item().spent().lost()),
                        Sql.Value.text(one.item().job().key().tenant()),
                        Sql.Value.text(one.item().job().key().name()),
                        Sql.Value.number(one.item().job().generation()),
                        Sql.Value.number(one.item().number()),
                        Sql.Value.number(one.before()),
                        time(lease.now())))
                .toList();
        int[] counts = Sql.updates(connection, claim, rows);
        List<JobItem> ours = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                ours.add(seen.get(i).item());
            }
        }
        return ours;
    }

    @Override
    public boolean isAt(JobItem item) {
        Sql sql = Sql.of("select number from " + items).plus(whereItem(item));
        return !session.call(connection -> sql.list(connection, Row::number)).isEmpty();
    }

    @Override
    public boolean change(JobItem item, JobChange change) {
        List<Sql.Value> values = new ArrayList<>(List.of(
                Sql.Value.text(change.stage().wireName()),
                change.stage().isFinished() ? NEVER : time(change.due()),
                Sql.Value.number((long) change.attempts()),
                failure(change.failure()),
                Sql.Value.text(change.detail())));
        values.addAll(spent(change.spent()));
        Sql sql = Sql.of(
                        "update " + items + " set changes = changes + 1, stage = ?, due_at = ?, attempts = ?,"
                                + " asked_at = null, failure = ?, detail = ?, cost = cost + ?,"
                                + " unknown_costs = unknown_costs + ?, lost = lost + ?,"
                                + " duration_micros = duration_micros + ?",
                        values)
                .plus(whereItem(item))
                .plus(" and stage in ('waiting', 'classified')");
        return session.call(sql::update) == 1;
    }

    @Override
    public boolean isUnfinished(JobLife job) {
        Sql sql = Sql.of("select number from " + items)
                .plus(whereItems(job))
                .plus(Sql.of(" and due_at < ? order by tenant, job, due_at, number fetch first row only", NEVER));
        return !session.call(connection -> sql.list(connection, Row::number)).isEmpty();
    }

    @Override
    public List<JobTrouble> troubles(JobKey job, Scope scope, Seek seek) {
        Keyset keyset = new Keyset("number", "number", true);
        Sql visible = scope instanceof Scope.All
                ? Sql.of("")
                : Sql.of(" and ").plus(new Conditions(layout).isIn(scope, "i.tenant", "i.ticket_id"));
        Sql sql = Sql.of("select number, item_key, ticket_id, stage, failure, detail, " + SPENT + " from " + items
                        + " i")
                .plus(whereItems(job))
                .plus(" and stage in ('unwritten', 'set_aside')")
                .plus(visible)
                .plus(keyset.after(null, seek));
        return keyset.inOrder(seek, session.call(connection -> sql.list(connection, JdbcJobItems::trouble)));
    }

    private static JobTrouble trouble(Row row) throws SQLException {
        // in the order of the columns
        long number = row.number();
        String key = row.textOrNull();
        Long ticket = row.numberOrNull();
        return new JobTrouble(
                number,
                key,
                ticket == null ? null : new TicketId(ticket),
                row.code(JobStage::parse),
                row.codeOrNull(ProcessingFailure::parse),
                row.textOrNull(),
                spent(row));
    }
}
