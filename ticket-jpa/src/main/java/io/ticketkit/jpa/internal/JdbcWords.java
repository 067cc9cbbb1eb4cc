package io.ticketkit.jpa.internal;

import io.ticketkit.Category;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.TicketId;
import io.ticketkit.spi.WordReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the words of tickets by SQL: on PostgreSQL by the index of words, on H2 by looking at the newest
 * {@value #H2_NEWEST}.
 */
final class JdbcWords implements WordReader {
    private static final int H2_NEWEST = 5_000;
    private static final String COLUMNS =
            "t.id, t.title, t.status, t.category, left(t.search_text, " + SEARCH_TEXT + ")";

    private static final Keyset NEWEST_FIRST = new Keyset("t.created_at", "t.id", false);

    private final SqlSession session;
    private final Layout layout;
    private final Conditions conditions;

    JdbcWords(SqlSession session, Layout layout, Conditions conditions) {
        this.session = session;
        this.layout = layout;
        this.conditions = conditions;
    }

    @Override
    public List<Words> newest(String tenant, Scope scope, int limit) {
        Sql sql = Sql.of("select " + COLUMNS + " from " + layout.name("ticket") + " t where ")
                .plus(conditions.of(tenant, scope))
                .plus(notMerged(tenant))
                .plus(newestFirst(limit));
        return list(sql);
    }

    private Sql notMerged(String tenant) {
        return Sql.of(
                " and not exists (select 1 from " + layout.name("ticket_merge")
                        + " m where m.tenant = ? and m.ticket_id = t.id)",
                tenant);
    }

    private Sql newestFirst(int limit) {
        return NEWEST_FIRST.first(layout.dialect().isPostgresql() ? null : "t.tenant", limit);
    }

    @Override
    public List<Words> containing(String tenant, Scope scope, Set<Status> statuses, List<List<Term>> anyOf, int limit) {
        if (anyOf.isEmpty()) {
            return List.of();
        }
        Sql status = Sql.in("t.status", statuses.stream().map(Status::wireName).toList());
        return list(
                layout.dialect().isPostgresql()
                        ? byIndex(conditions.of(tenant, scope), status.plus(notMerged(tenant)), anyOf, limit)
                        : byScan(conditions.of(tenant, scope), status, notMerged(tenant), anyOf, limit));
    }

    /**
     * First the words alone: asked for the newest, or for those of a status, PostgreSQL may prefer to look through all
     * tickets by their time or status; before the tables are analysed it does.
     */
    private Sql byIndex(Sql condition, Sql which, List<List<Term>> anyOf, int limit) {
        String query = anyOf.stream()
                .map(all -> all.stream()
                        .map(term -> "'" + term.text() + (term.beginning() ? "':*" : "'"))
                        .collect(Collectors.joining(" & ", "(", ")")))
                .collect(Collectors.joining(" | "));
        return Sql.of("with found as materialized (select t.id, t.created_at, t.status from " + layout.name("ticket")
                        + " t where ")
                .plus(condition)
                .plus(Sql.of(" and t.search_vector @@ cast(? as tsquery))", query))
                .plus(", newest as materialized (select t.id from found t where ")
                .plus(which)
                .plus(Sql.of(" order by t.created_at desc, t.id desc fetch first ? rows only)", limit))
                .plus(" select " + COLUMNS + " from newest n join " + layout.name("ticket") + " t on t.id = n.id");
    }

    private Sql byScan(Sql condition, Sql status, Sql notMerged, List<List<Term>> anyOf, int limit) {
        List<Sql> any = anyOf.stream()
                .map(all -> Sql.join(
                        " and ",
                        all.stream()
                                .map(term -> Sql.of(
                                        "t.search_text || ' ' like ?",
                                        "% " + term.text() + (term.beginning() ? "%" : " %")))
                                .toList(),
                        "1 = 1"))
                .toList();
        return Sql.of("select " + COLUMNS + " from (select t.id, t.title, t.status, t.category, t.search_text from "
                        + layout.name("ticket") + " t where ")
                .plus(condition)
                .plus(newestFirst(H2_NEWEST))
                .plus(") t where ")
                .plus(status)
                .plus(" and ")
                .plus(Sql.join(" or ", any, "1 = 0"))
                .plus(notMerged)
                .plus(Sql.of(" fetch first ? rows only", limit));
    }

    private List<Words> list(Sql sql) {
        return session.call(connection -> sql.list(connection, JdbcWords::words));
    }

    private static Words words(Row row) throws SQLException {
        return new Words(
                new TicketId(row.number()), row.text(), row.code(Status::parse), new Category(row.text()), row.text());
    }
}
