package io.ticketkit.jpa.internal;

import io.ticketkit.Backlog;
import io.ticketkit.Breakdown;
import io.ticketkit.Category;
import io.ticketkit.CommentId;
import io.ticketkit.DurationStats;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Priority;
import io.ticketkit.Reopenings;
import io.ticketkit.Satisfaction;
import io.ticketkit.Scope;
import io.ticketkit.Sentiment;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketStats;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.WordReader;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads tickets by SQL. */
public abstract class JdbcTicketReader implements TicketReader {
    /** Columns of {@code h} between event and subject, as {@link #historyEntry} takes them. */
    static final String HISTORY = ", h.position, h.happened_at, h.actor_role, h.actor_id, h.kind, h.internal, h.field,"
            + " h.old_value, h.new_value, ";

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    final SqlSession session;
    final Layout layout;
    final Conditions conditions;
    private final WordFrequencies frequencies;

    /** On a session, in tables. */
    protected JdbcTicketReader(SqlSession session, Layout layout, WordFrequencies frequencies) {
        this.session = session;
        this.layout = layout;
        this.conditions = new Conditions(layout);
        this.frequencies = frequencies;
    }

    @Override
    public Optional<Ticket> find(String tenant, Scope scope, TicketId id) {
        return findStored(tenant, scope, id).map(StoredTicket::ticket);
    }

    final Optional<StoredTicket> findStored(String tenant, Scope scope, TicketId id) {
        Sql sql = finding(tenant, scope, id);
        return session.call(connection -> sql.list(connection, TicketRows::read)).stream()
                .findFirst();
    }

    final Sql finding(String tenant, Scope scope, TicketId id) {
        return TicketRows.select(layout, scope).plus(" where ").plus(conditions.of(tenant, scope, id));
    }

    @Override
    public List<Ticket> page(TicketSelection selection, Seek seek) {
        return storedPage(selection, seek).stream().map(StoredTicket::ticket).toList();
    }

    final List<StoredTicket> storedPage(TicketSelection selection, Seek seek) {
        TicketOrder order = selection.query().order();
        Keyset keyset = new Keyset("t." + keyColumn(order), "t.id", order == TicketOrder.OLDEST);
        boolean postgresql = layout.dialect().isPostgresql();
        Sql sql = postgresql && selection.query().text().isPresent()
                ? new WordPages(layout, conditions, frequencies).page(session, selection, keyset, seek)
                : TicketRows.select(layout, selection.scope())
                        .plus(" where ")
                        .plus(conditions.of(selection))
                        .plus(keyset.after(postgresql ? null : IndexLead.of(selection), seek));
        return keyset.inOrder(seek, session.call(connection -> sql.list(connection, TicketRows::read)));
    }

    private static String keyColumn(TicketOrder order) {
        return switch (order) {
            case NEWEST, OLDEST -> "created_at";
            case PRIORITY -> "priority_rank";
            case URGENCY -> "urgency_score";
            case RECENTLY_UPDATED -> "updated_at";
        };
    }

    @Override
    public long count(TicketSelection selection) {
        return number(Sql.of("select count(*) from " + layout.name("ticket") + " t where ")
                .plus(conditions.forFigures().of(selection)));
    }

    private long number(Sql sql) {
        return session.call(connection -> sql.list(connection, Row::number)).get(0);
    }

    @Override
    public TicketStats stats(TicketSelection selection) {
        TicketStats.Builder stats = TicketStats.builder();
        Sql sql = Sql.of("select t.category, t.priority, t.status, t.sentiment, count(*), sum(t.urgency_score) from "
                        + layout.name("ticket") + " t where ")
                .plus(conditions.forFigures().of(selection))
                .plus(" group by t.category, t.priority, t.status, t.sentiment");
        session.call(connection -> sql.list(
                connection,
                row -> stats.group(
                                new Category(row.text()),
                                row.code(Priority::parse),
                                row.code(Status::parse),
                                row.code(Sentiment::parse))
                        .add(row.number(), row.number())));
        return stats.days(days(selection)).build();
    }

    /** On how many some were created. */
    private long days(TicketSelection selection) {
        if (!conditions.isOnlyPeriod(selection)) {
            return number(anyDay(selection));
        }
        return layout.dialect().isPostgresql() ? number(eachDay(selection)) : dayByDay(selection);
    }

    /** The same as {@link #eachDay}, which takes H2 longer than reading all; and to ask H2 again costs next to nothing. */
    private long dayByDay(TicketSelection selection) {
        Sql first = Sql.of("select t.created_at from " + layout.name("ticket") + " t where ")
                .plus(conditions.of(selection));
        long days = 0;
        long from = 0;
        while (true) {
            Sql sql = first.plus(Sql.of(" and t.created_at >= ?", from))
                    .plus(" order by t.tenant, t.created_at fetch first 1 row only");
            List<Long> found = session.call(connection -> sql.list(connection, Row::number));
            if (found.isEmpty()) {
                return days;
            }
            days++;
            from = (found.get(0) / MICROS_PER_DAY + 1) * MICROS_PER_DAY;
        }
    }

    /** The first ticket of each day is found by the index, and the others are not read. */
    private Sql eachDay(TicketSelection selection) {
        Sql first = Sql.of("(select t.created_at from " + layout.name("ticket") + " t where ")
                .plus(conditions.forFigures().of(selection));
        String order = " order by t.created_at fetch first 1 row only)";
        return Sql.of("with recursive d (at) as (")
                .plus(first)
                .plus(order + " union all select ")
                .plus(first)
                .plus(" and t.created_at >= (d.at / " + MICROS_PER_DAY + " + 1) * " + MICROS_PER_DAY + order)
                .plus(" from d where d.at is not null) select count(d.at) from d");
    }

    /** All are read; PostgreSQL would sort what is counted as distinct. */
    private Sql anyDay(TicketSelection selection) {
        String day = "t.created_at / " + MICROS_PER_DAY;
        return Sql.of("select count(*) from (select " + day + " from " + layout.name("ticket") + " t where ")
                .plus(conditions.forFigures().of(selection))
                .plus(" group by " + day + ") d");
    }

    @Override
    public List<TrendBucket> trend(TicketSelection selection, TrendRange range) {
        return session.call(connection -> new Trends(analytics(), selection, range).buckets(connection));
    }

    private JdbcAnalytics analytics() {
        return new JdbcAnalytics(layout, conditions.forFigures());
    }

    @Override
    public List<Breakdown> breakdowns(TicketSelection selection, Set<TicketDimension> dimensions, int limit) {
        return session.call(connection ->
                new Breakdowns(layout, conditions.forFigures(), selection).of(connection, dimensions, limit));
    }

    @Override
    public DurationStats times(TicketSelection selection, TicketMilestone milestone, Instant from, Instant end) {
        return session.call(connection -> analytics().times(connection, selection, milestone, from, end));
    }

    @Override
    public Backlog backlog(TicketSelection selection, Instant now) {
        return session.call(connection -> analytics().backlog(connection, selection, now));
    }

    @Override
    public Reopenings reopenings(TicketSelection selection, Instant from, Instant end) {
        return session.call(connection -> analytics().reopenings(connection, selection, from, end));
    }

    @Override
    public Satisfaction satisfaction(TicketSelection selection, Instant from, Instant end) {
        return session.call(connection -> analytics().satisfaction(connection, selection, from, end));
    }

    @Override
    public List<HistoryEntry> history(String tenant, Scope scope, TicketId id, boolean internal, Seek seek) {
        String event = internal ? "h.event" : "h.event - h.hidden_before";
        Keyset keyset = new Keyset(event, "h.position", true);
        Sql sql = Sql.of("select " + event + HISTORY)
                .plus(subject(scope))
                .plus(lines(tenant, id, internal))
                .plus(keyset.after(layout.dialect().isPostgresql() ? null : "h.tenant, h.ticket_id", seek));
        return keyset.inOrder(seek, session.call(connection -> sql.list(connection, JdbcTicketReader::historyEntry)));
    }

    @Override
    public long historyLength(String tenant, TicketId id, boolean internal) {
        Sql sql = Sql.of("select count(*)").plus(lines(tenant, id, internal));
        return number(sql);
    }

    private Sql lines(String tenant, TicketId id, boolean internal) {
        return Sql.of(
                " from " + layout.name("ticket_history") + " h where h.tenant = ? and h.ticket_id = ?"
                        + (internal ? "" : " and not h.internal"),
                Sql.Value.text(tenant),
                Sql.Value.number(id.value()));
    }

    /** Another ticket is named to those only who may see it. */
    private Sql subject(Scope scope) {
        String kinds = Stream.of(HistoryEntry.Kind.values())
                .filter(HistoryEntry.Kind::isAboutTicket)
                .map(kind -> "'" + kind.wireName() + "'")
                .collect(Collectors.joining(", "));
        return scope instanceof Scope.All
                ? Sql.of("h.subject")
                : Sql.of("case when h.kind not in (" + kinds + ") or ")
                        .plus(conditions.isIn(scope, "h.tenant", "h.subject"))
                        .plus(" then h.subject end");
    }

    static HistoryEntry historyEntry(Row row) throws SQLException {
        // in the order of the columns
        return HistoryEntry.builder(row.number(), row.integer())
                .at(row.time())
                .actor(row.role(), row.text())
                .kind(row.code(HistoryEntry.Kind::parse))
                .internal(row.flag())
                .change(change(row.textOrNull(), row.textOrNull(), row.textOrNull()))
                .subject(row.numberOrNull())
                .build();
    }

    private static @Nullable FieldChange change(@Nullable String field, @Nullable String from, @Nullable String to) {
        return field == null ? null : new FieldChange(Row.parsed(field, TicketField::parse), from, to);
    }

    @Override
    public WordReader words() {
        return new JdbcWords(session, layout, conditions);
    }

    @Override
    public Optional<IdempotencyClaim> findClaim(IdempotencyKey key) {
        Sql sql = Sql.of(
                "select fingerprint, ticket_id, comment_id, used_at from " + layout.name("ticket_idempotency")
                        + " where tenant = ? and actor_role = ? and actor_id = ? and request_key = ?",
                Sql.Value.text(key.tenant()),
                Sql.Value.text(key.role().wireName()),
                Sql.Value.text(key.actorId()),
                Sql.Value.text(key.key()));
        return session
                .call(connection -> sql.list(
                        connection,
                        row -> new IdempotencyClaim(
                                key,
                                row.text(),
                                new TicketId(row.number()),
                                commentId(row.numberOrNull()),
                                row.time())))
                .stream()
                .findFirst();
    }

    private static @Nullable CommentId commentId(@Nullable Long value) {
        return value == null ? null : new CommentId(value);
    }
}
