package io.ticketkit.jpa.internal;

import io.ticketkit.ConversationId;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.RetentionQueue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept no longer, by SQL. */
final class JdbcRetention implements RetentionQueue {
    private final SqlSession session;
    private final Layout layout;

    JdbcRetention(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
    }

    /** From index to index: no table is read through. */
    @Override
    public Optional<String> nextTenant(@Nullable String after) {
        String all = "select min(tenant) from (select min(t.tenant) as tenant from %s t where t.tenant > ?"
                + " union all select min(c.tenant) from %s c where c.tenant > ?"
                + " union all select min(r.tenant) from %s r where r.tenant > ?) x";
        Sql.Value from = Sql.Value.text(after == null ? "" : after);
        Sql sql = Sql.of(
                all.formatted(layout.name("ticket"), layout.name("ticket_conversation"), layout.name("ticket_run")),
                from,
                from,
                from);
        return session.call(connection -> sql.list(connection, row -> Optional.ofNullable(row.textOrNull())))
                .get(0);
    }

    @Override
    public List<Closed> closed(String tenant, Instant before, @Nullable Closed after, int limit) {
        Sql sql = Sql.of(
                        "select t.id, t.closed_at from " + layout.name("ticket")
                                + " t where t.tenant = ? and t.closed_at <= ? and not exists (select 1 from "
                                + layout.name("ticket_merge") + " m where m.tenant = t.tenant and m.ticket_id = t.id)",
                        Sql.Value.text(tenant),
                        time(before))
                .plus(after == null ? Sql.of("") : behind(after))
                .plus(" order by t.closed_at, t.id fetch first " + limit + " rows only");
        return session.call(connection ->
                sql.list(connection, row -> new Closed(new TicketId(row.number()), row.time())));
    }

    private static Sql behind(Closed after) {
        Sql.Value at = Sql.Value.number(EpochMicros.of(after.at()));
        return Sql.of(
                " and t.closed_at >= ? and (t.closed_at > ? or t.id > ?)",
                at,
                at,
                Sql.Value.number(after.ticket().value()));
    }

    private static Sql.Value time(Instant time) {
        return Sql.Value.number(EpochMicros.bound(time, true));
    }

    @Override
    public int forgetConversations(String tenant, Instant before, int limit) {
        Sql sql = Sql.of(
                "select c.id from " + layout.name("ticket_conversation")
                        + " c where c.tenant = ? and c.updated_at <= ? and "
                        + layout.dialect().aboutNoTicket()
                        + " order by c.updated_at, c.id fetch first " + limit + " rows only",
                Sql.Value.text(tenant),
                time(before));
        JdbcPersons persons = new JdbcPersons(session, layout);
        List<String> due = session.call(connection -> sql.list(connection, Row::text));
        return (int) due.stream()
                .filter(id -> persons.forget(tenant, new ConversationId(id)))
                .count();
    }

    @Override
    public int forgetKeys(String tenant, Instant before, int limit) {
        String table = layout.name("ticket_idempotency");
        Sql sql = Sql.of(
                "delete from " + table + " where (tenant, actor_role, actor_id, request_key) in (select k.tenant,"
                        + " k.actor_role, k.actor_id, k.request_key from " + table
                        + " k where k.tenant = ? and k.used_at <= ? order by k.used_at fetch first " + limit
                        + " rows only)",
                Sql.Value.text(tenant),
                time(before));
        return session.call(sql::update);
    }

    @Override
    public int forgetRunTexts(String tenant, Instant before, int limit) {
        String table = layout.name("ticket_run");
        Sql sql = Sql.of(
                "update " + table + " set rationale = null where id in (select r.id from " + table
                        + " r where r.tenant = ? and r.asked_at <= ? and r.rationale is not null"
                        + " order by r.asked_at fetch first " + limit + " rows only)",
                Sql.Value.text(tenant),
                time(before));
        return session.call(sql::update);
    }
}
