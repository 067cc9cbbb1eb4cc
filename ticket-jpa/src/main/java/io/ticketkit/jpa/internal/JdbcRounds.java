package io.ticketkit.jpa.internal;

import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.ModelWriter.Round;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shares out by SQL whose models are looked after next: one row a tenant, with a lease. */
final class JdbcRounds {
    /** Who is waited for has claimed what was seen before: there may be more. */
    private static final int LOOKS = 3;

    private final SqlSession session;
    private final Layout layout;
    private final String table;

    JdbcRounds(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.table = layout.name("ticket_training");
    }

    List<Round> claim(Instant now, Instant leaseUntil, int limit) {
        return session.call(connection -> {
            List<Round> claimed = new ArrayList<>();
            boolean more = true;
            for (int look = 0; claimed.isEmpty() && more && look < LOOKS; look++) {
                more = addNew(connection, limit);
                for (Round due : due(connection, now, limit)) {
                    more = true;
                    if (lease(connection, due.tenant(), now, leaseUntil)) {
                        claimed.add(due);
                    }
                }
            }
            return claimed;
        });
    }

    /** Those that have no row yet: as if they waited since the beginning, so that they come first, the same on all nodes. */
    private boolean addNew(Connection connection, int limit) throws SQLException {
        // the categories in use name the tenants, without a look at every ticket
        Sql fresh = Sql.of("select x.tenant from (select c.tenant from " + layout.name("ticket_category") + " c where "
                + hasLabels("c.tenant") + " union select m.tenant from " + layout.name("ticket_model") + " m) x"
                + " where not exists (select 1 from " + table + " r where r.tenant = x.tenant)"
                + " order by x.tenant fetch first " + limit + " rows only");
        List<String> tenants = fresh.list(connection, Row::text);
        for (String tenant : tenants) {
            Sql insert = Sql.of(
                    "insert into " + table + " (tenant, due_at) values (?, ?)",
                    Sql.Value.text(tenant),
                    Sql.Value.number(EpochMicros.MIN));
            Inserts.unlessThere(connection, layout, insert);
        }
        return !tenants.isEmpty();
    }

    private String hasLabels(String tenant) {
        return "exists (select 1 from " + layout.name("ticket") + " t where t.tenant = " + tenant + " and "
                + layout.dialect().labelled() + ")";
    }

    private String hasModels(String tenant) {
        return "exists (select 1 from " + layout.name("ticket_model") + " m where m.tenant = " + tenant + ")";
    }

    private List<Round> due(Connection connection, Instant now, int limit) throws SQLException {
        return Sql.of("select r.tenant, r.seen from " + table + " r where ")
                .plus(isDue(now))
                .plus(" and (" + hasLabels("r.tenant") + " or " + hasModels("r.tenant") + ")"
                        + " order by r.due_at, r.tenant fetch first " + limit + " rows only"
                        + (layout.dialect().isPostgresql() ? " for update skip locked" : ""))
                .list(connection, row -> new Round(row.text(), row.textOrNull()));
    }

    private static Sql isDue(Instant now) {
        return Sql.of("due_at <= ? and (lease_until is null or lease_until < ?)", time(now), time(now));
    }

    private static Sql.Value time(Instant instant) {
        return Sql.Value.number(EpochMicros.of(instant));
    }

    private boolean lease(Connection connection, String tenant, Instant now, Instant until) throws SQLException {
        return Sql.of(
                                "update " + table + " set lease_until = ? where tenant = ? and ",
                                time(until),
                                Sql.Value.text(tenant))
                        .plus(isDue(now))
                        .update(connection)
                == 1;
    }

    void hold(String tenant) {
        Sql sql = Sql.of("select tenant from " + table + " where tenant = ? for update", tenant);
        session.call(connection -> sql.list(connection, Row::text));
    }

    void finish(String tenant, @Nullable String seen, Instant due) {
        Sql.Value whose = Sql.Value.text(tenant);
        Sql forget = Sql.of(
                "delete from " + table + " where tenant = ? and not " + hasLabels("?") + " and not " + hasModels("?"),
                whose,
                whose,
                whose);
        Sql finish = Sql.of(
                "update " + table + " set due_at = ?, seen = ?, lease_until = null where tenant = ?",
                time(due),
                Sql.Value.text(seen),
                whose);
        session.call(connection -> forget.update(connection) + finish.update(connection));
    }
}
