package io.ticketkit.jpa.internal;

import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.JobEnd;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobLease;
import io.ticketkit.spi.JobLife;
import io.ticketkit.spi.JobRead;
import io.ticketkit.spi.StoredJob;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Processing jobs by SQL; their items are {@link JdbcJobItems}. */
final class JdbcJobs extends JdbcJobItems {
    private static final String COLUMNS = "generation, input, state, failure, detail, read_cursor, read_to_end, items";

    JdbcJobs(SqlSession session, Layout layout) {
        super(session, layout);
    }

    @Override
    public StoredJob open(JobLife life, String input, Instant now) {
        JobKey job = life.key();
        Sql insert = Sql.of(
                "insert into " + jobs + " (tenant, name, generation, input, state, read_to_end, read_due_at,"
                        + " read_claim, items, started_at, changed_at)"
                        + " values (?, ?, ?, ?, 'running', false, ?, 0, 0, ?, ?)",
                Sql.Value.text(job.tenant()),
                Sql.Value.text(job.name()),
                Sql.Value.number(life.generation()),
                Sql.Value.text(input),
                time(now),
                time(now),
                time(now));
        Sql again = Sql.of(
                        "update " + jobs + " set state = 'running', failure = null, detail = null,"
                                + " read_to_end = false, changed_at = ?",
                        time(now))
                .plus(whereJob(job));
        Sql unwritten = Sql.of("update " + items + " set stage = 'classified', attempts = 0, due_at = ?", time(now))
                .plus(whereItems(job))
                .plus(" and stage = 'unwritten'");
        session.call(connection -> {
            boolean fresh = Inserts.unlessThere(connection, layout, insert);
            return fresh || again.update(connection) + unwritten.update(connection) > 0;
        });
        return find(job).orElseThrow();
    }

    @Override
    public Optional<StoredJob> find(JobKey job) {
        Sql sql = Sql.of("select " + COLUMNS + " from " + jobs).plus(whereJob(job));
        return session.call(connection -> sql.list(connection, row -> job(job, row))).stream()
                .findFirst();
    }

    private static StoredJob job(JobKey key, Row row) throws SQLException {
        // in the order of the columns
        return new StoredJob(
                new JobLife(key, row.number()),
                row.text(),
                row.code(ProcessingState::parse),
                row.codeOrNull(ProcessingFailure::parse),
                row.textOrNull(),
                row.textOrNull(),
                row.flag(),
                row.number());
    }

    @Override
    public boolean end(JobLife job, JobEnd end, Instant now) {
        Sql sql = Sql.of(
                        "update " + jobs + " set state = ?, failure = ?, detail = ?, changed_at = ?",
                        Sql.Value.text(end.state().wireName()),
                        failure(end.failure()),
                        Sql.Value.text(end.detail()),
                        time(now))
                .plus(whereJob(job))
                .plus(" and state = 'running'");
        return session.call(sql::update) == 1;
    }

    @Override
    public boolean remove(JobKey job) {
        // first, so that nobody adds items any more
        Sql lock = Sql.of("select items from " + jobs).plus(whereJob(job)).plus(" for update");
        Sql hanging = Sql.of("delete from " + items).plus(whereItems(job));
        Sql itself = Sql.of("delete from " + jobs).plus(whereJob(job));
        return session.call(connection -> {
            lock.list(connection, Row::number);
            hanging.update(connection);
            return itself.update(connection) == 1;
        });
    }

    @Override
    public Optional<JobRead> claimRead(JobLife job, JobLease lease) {
        Sql claim = Sql.of(
                        "update " + jobs + " set read_due_at = ?, read_claim = ?",
                        time(lease.until()),
                        Sql.Value.number(lease.token()))
                .plus(whereJob(job))
                .plus(Sql.of(" and state = 'running' and not read_to_end and read_due_at <= ?", time(lease.now())));
        Sql claimed = Sql.of("select read_cursor from " + jobs).plus(whereJob(job));
        return session.call(connection -> claim.update(connection) == 0
                ? Optional.empty()
                : claimed.list(connection, row -> new JobRead(job, row.textOrNull(), lease.token())).stream()
                        .findFirst());
    }

    @Override
    public boolean lockRead(JobRead read) {
        Sql lock = Sql.of("select read_claim from " + jobs)
                .plus(whereJob(read.job()))
                .plus(" for update");
        return session.call(connection -> lock.list(connection, Row::number)).contains(read.claim());
    }

    @Override
    public void giveBack(JobRead read, Instant now) {
        Sql sql = Sql.of("update " + jobs + " set read_due_at = ?", time(now))
                .plus(whereJob(read.job()))
                .plus(Sql.of(" and read_claim = ?", read.claim()));
        session.call(sql::update);
    }

    /** A stage, its number of items, and what they cost. */
    private record Part(String stage, long count, BigDecimal cost, long unknown, long lost) {}

    @Override
    public Optional<ProcessingProgress> progress(JobKey job) {
        return find(job).map(this::counted);
    }

    private ProcessingProgress counted(StoredJob job) {
        Sql sql = Sql.of("select stage, count(*), sum(cost), sum(unknown_costs), sum(lost) from " + items)
                .plus(whereItems(job.life()))
                .plus(" group by stage");
        long waiting = 0;
        long done = 0;
        long unwritten = 0;
        long setAside = 0;
        BigDecimal cost = BigDecimal.ZERO;
        long unknown = 0;
        long lost = 0;
        for (Part part : session.call(connection -> sql.list(connection, JdbcJobs::part))) {
            switch (part.stage()) {
                case "done" -> done += part.count();
                case "unwritten" -> unwritten += part.count();
                case "set_aside" -> setAside += part.count();
                default -> waiting += part.count();
            }
            cost = cost.add(part.cost());
            unknown += part.unknown();
            lost += part.lost();
        }
        return ProcessingProgress.builder(job.state())
                .failure(job.failure())
                .detail(job.detail())
                .readToEnd(job.readToEnd())
                .waiting(waiting)
                .finished(done, unwritten, setAside)
                .cost(cost, unknown, lost)
                .build();
    }

    private static Part part(Row row) throws SQLException {
        // in the order of the columns
        return new Part(row.text(), row.number(), row.money(), row.number(), row.number());
    }

    static Sql.Value time(@Nullable Instant instant) {
        return Sql.Value.number(instant == null ? null : EpochMicros.of(instant));
    }

    /** The ticket is being erased: its items stay, for what they cost. */
    void forget(Connection connection, String tenant, TicketId ticket) throws SQLException {
        String unfinished = "stage in ('waiting', 'classified', 'unwritten')";
        Sql.of(
                        "update " + items + " set failure = case when " + unfinished
                                + " then 'not_found' else failure end, stage = case when " + unfinished
                                + " then 'set_aside' else stage end, due_at = ?, asked_at = null, detail = null,"
                                + " item_key = null, ticket_id = null where tenant = ? and ticket_id = ?",
                        Sql.Value.number(EpochMicros.MAX),
                        Sql.Value.text(tenant),
                        Sql.Value.number(ticket.value()))
                .update(connection);
    }
}
