package io.ticketkit.jpa.internal;

import io.ticketkit.AnswerFeedback;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.ExternalReference;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Rating;
import io.ticketkit.RunId;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink.Kind;
import io.ticketkit.TicketSelection;
import io.ticketkit.spi.ArchiveWriter;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.WholeTicket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tickets with all that belongs to them: a query for each kind of thing, for all tickets of a page. */
final class JdbcArchive implements ArchiveWriter {
    /** Values of one query. */
    private static final int MANY = 500;

    private final SqlSession session;
    private final Layout layout;
    private final JdbcTicketWriter tickets;
    private final IdBlocks feedbackIds;

    JdbcArchive(SqlSession session, Layout layout, JdbcTicketWriter tickets, IdBlocks feedbackIds) {
        this.session = session;
        this.layout = layout;
        this.tickets = tickets;
        this.feedbackIds = feedbackIds;
    }

    /** Things by the ticket they hang on. */
    private record Of<T>(TicketId ticket, T thing) {}

    @Override
    public List<WholeTicket> page(TicketSelection selection, Seek seek) {
        List<StoredTicket> all = tickets.storedPage(selection, seek);
        if (all.isEmpty()) {
            return List.of();
        }
        String tenant = selection.tenant();
        List<StoredTicket> page = new ArchiveSizes(session, layout).notTooMuch(tenant, all, seek.backward());
        List<TicketId> ids = page.stream().map(stored -> stored.ticket().id()).toList();
        return session.call(connection -> {
            Map<TicketId, List<HistoryEntry>> history = history(connection, tenant, ids);
            Map<TicketId, List<Comment>> comments = comments(connection, tenant, ids);
            Map<TicketId, List<CommentEdit>> edits = edits(connection, tenant, ids);
            Map<TicketId, List<Rating>> ratings = ratings(connection, tenant, ids);
            Map<TicketId, List<AnswerFeedback>> feedback = feedback(connection, tenant, ids);
            Map<TicketId, List<WholeTicket.Link>> links = links(connection, tenant, ids);
            Map<TicketId, List<ExternalReference>> names = names(connection, tenant, ids);
            return page.stream()
                    .map(stored -> {
                        TicketId id = stored.ticket().id();
                        return new WholeTicket(
                                stored,
                                of(history, id),
                                of(comments, id),
                                of(edits, id),
                                of(ratings, id).stream().findFirst().orElse(null),
                                of(feedback, id),
                                of(links, id),
                                of(names, id));
                    })
                    .toList();
        });
    }

    private static <T> List<T> of(Map<TicketId, List<T>> things, TicketId id) {
        return things.getOrDefault(id, List.of());
    }

    private static <T> Map<TicketId, List<T>> byTicket(Connection connection, Sql sql, Sql.Mapper<Of<T>> mapper)
            throws SQLException {
        Map<TicketId, List<T>> all = new HashMap<>();
        for (Of<T> of : sql.list(connection, mapper)) {
            all.computeIfAbsent(of.ticket(), id -> new ArrayList<>()).add(of.thing());
        }
        return all;
    }

    private static TicketId ticket(Row row) throws SQLException {
        return new TicketId(row.number());
    }

    private Sql select(String columns, String table, String alias, String tenant, Collection<TicketId> ids) {
        return select(layout, columns, table, alias, tenant, ids);
    }

    static Sql select(
            Layout layout, String columns, String table, String alias, String tenant, Collection<TicketId> ids) {
        return Sql.of(
                        "select " + alias + ".ticket_id, " + columns + " from " + layout.name(table) + " " + alias
                                + " where " + alias + ".tenant = ? and ",
                        tenant)
                .plus(among(alias + ".ticket_id", ids));
    }

    private static Sql among(String column, Collection<TicketId> ids) {
        return Sql.of(
                column + " in (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")",
                ids.stream().map(id -> Sql.Value.number(id.value())).toList());
    }

    private Map<TicketId, List<HistoryEntry>> history(Connection connection, String tenant, List<TicketId> ids)
            throws SQLException {
        Sql sql = select("h.event" + JdbcTicketReader.HISTORY + "h.subject", "ticket_history", "h", tenant, ids)
                .plus(" order by h.ticket_id, h.event, h.position");
        return byTicket(connection, sql, row -> new Of<>(ticket(row), JdbcTicketReader.historyEntry(row)));
    }

    private Map<TicketId, List<Comment>> comments(Connection connection, String tenant, List<TicketId> ids)
            throws SQLException {
        Sql sql = select(CommentCells.COLUMNS, "ticket_comment", "c", tenant, ids)
                .plus(" order by c.ticket_id, c.created_at, c.id");
        return byTicket(connection, sql, row -> new Of<>(ticket(row), CommentCells.read(row)));
    }

    private Map<TicketId, List<CommentEdit>> edits(Connection connection, String tenant, List<TicketId> ids)
            throws SQLException {
        String columns = "e.comment_id, e.edit_number, e.content, e.editor_role, e.editor_id, e.replaced_at";
        Sql sql =
                select(columns, "ticket_comment_edit", "e", tenant, ids).plus(" order by e.comment_id, e.edit_number");
        return byTicket(
                connection,
                sql,
                row -> new Of<>(
                        ticket(row),
                        new CommentEdit(
                                new CommentId(row.number()),
                                row.integer(),
                                row.text(),
                                row.role(),
                                row.text(),
                                row.time())));
    }

    private Map<TicketId, List<Rating>> ratings(Connection connection, String tenant, List<TicketId> ids)
            throws SQLException {
        String columns = "r.score, r.content, r.actor_role, r.actor_id, r.rated_at, r.changed_at";
        Sql sql = select(columns, "ticket_rating", "r", tenant, ids);
        return byTicket(connection, sql, row -> {
            TicketId id = ticket(row);
            Rating rating = Rating.builder(id, row.integer())
                    .comment(row.textOrNull())
                    .actor(row.role(), row.text())
                    .at(row.time(), row.time())
                    .build();
            return new Of<>(id, rating);
        });
    }

    private Map<TicketId, List<AnswerFeedback>> feedback(Connection connection, String tenant, List<TicketId> ids)
            throws SQLException {
        String columns =
                "f.helpful, f.run_id, f.comment_id, f.content, f.actor_role, f.actor_id, f.said_at, f.changed_at";
        Sql sql = select(columns, "ticket_answer_feedback", "f", tenant, ids).plus(" order by f.said_at, f.id");
        return byTicket(connection, sql, row -> {
            TicketId id = ticket(row);
            AnswerFeedback said = AnswerFeedback.builder(id, row.flag())
                    .run(run(row.numberOrNull()))
                    .comment(comment(row.numberOrNull()))
                    .text(row.textOrNull())
                    .actor(row.role(), row.text())
                    .at(row.time(), row.time())
                    .build();
            return new Of<>(id, said);
        });
    }

    private static @Nullable RunId run(@Nullable Long number) {
        return number == null ? null : new RunId(number);
    }

    private static @Nullable CommentId comment(@Nullable Long number) {
        return number == null ? null : new CommentId(number);
    }

    private Map<TicketId, List<WholeTicket.Link>> links(Connection connection, String tenant, List<TicketId> ids)
            throws SQLException {
        Sql sql = Sql.of("select x.one, x.kind, x.other, x.since from (")
                .plus(side(Kind.ORIGINAL, "ticket_merge", "ticket_id", "original_id", tenant, ids))
                .plus(" union all ")
                .plus(side(Kind.DUPLICATE, "ticket_merge", "original_id", "ticket_id", tenant, ids))
                .plus(" union all ")
                .plus(side(Kind.RELATED, "ticket_link", "low_id", "high_id", tenant, ids))
                .plus(" union all ")
                .plus(side(Kind.RELATED, "ticket_link", "high_id", "low_id", tenant, ids))
                .plus(") x order by x.one, x.other, x.kind");
        return byTicket(connection, sql, row -> {
            TicketId one = ticket(row);
            Kind kind = kind(row.integer());
            return new Of<>(one, new WholeTicket.Link(kind, ticket(row), row.time()));
        });
    }

    private static Kind kind(int rank) {
        return Stream.of(Kind.values())
                .filter(kind -> kind.rank() == rank)
                .findFirst()
                .orElseThrow();
    }

    private Sql side(Kind kind, String table, String one, String other, String tenant, List<TicketId> ids) {
        return Sql.of(
                        "select " + one + " as one, " + kind.rank() + " as kind, " + other + " as other, since from "
                                + layout.name(table) + " where tenant = ? and ",
                        tenant)
                .plus(among(one, ids));
    }

    private Map<TicketId, List<ExternalReference>> names(Connection connection, String tenant, List<TicketId> ids)
            throws SQLException {
        Sql sql = select("x.system, x.external_id", "ticket_external", "x", tenant, ids)
                .plus(" order by x.system" + layout.dialect().byCharacters() + ", x.external_id"
                        + layout.dialect().byCharacters());
        return byTicket(connection, sql, row -> new Of<>(ticket(row), new ExternalReference(row.text(), row.text())));
    }

    @Override
    public Map<TicketId, Instant> createdAt(String tenant, Scope scope, Collection<TicketId> which) {
        Map<TicketId, Instant> found = new HashMap<>();
        parts(which).forEach(part -> {
            Sql sql = Sql.of("select t.id, t.created_at from " + layout.name("ticket") + " t where ")
                    .plus(new Conditions(layout).of(tenant, scope))
                    .plus(" and ")
                    .plus(among("t.id", part));
            session.call(connection -> sql.list(connection, row -> found.put(ticket(row), row.time())));
        });
        return found;
    }

    @Override
    public Map<TicketId, String> names(String tenant, String system, Collection<TicketId> which) {
        Map<TicketId, String> found = new HashMap<>();
        parts(which).forEach(part -> {
            Sql sql = select("x.external_id", "ticket_external", "x", tenant, part)
                    .plus(Sql.of(" and x.system = ?", system))
                    .plus(" order by x.external_id" + layout.dialect().byCharacters());
            session.call(connection -> sql.list(connection, row -> found.putIfAbsent(ticket(row), row.text())));
        });
        return found;
    }

    @Override
    public Map<String, TicketId> named(String tenant, String system, Collection<String> names) {
        Map<String, TicketId> found = new HashMap<>();
        parts(names).forEach(part -> {
            Sql sql = Sql.of(
                            "select external_id, ticket_id from " + layout.name("ticket_external")
                                    + " where tenant = ? and system = ? and ",
                            Sql.Value.text(tenant),
                            Sql.Value.text(system))
                    .plus(Sql.in("external_id", part));
            session.call(connection -> sql.list(connection, row -> found.put(row.text(), ticket(row))));
        });
        return found;
    }

    private static <T> List<List<T>> parts(Collection<T> all) {
        List<T> list = List.copyOf(all);
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < list.size(); from += MANY) {
            parts.add(list.subList(from, Math.min(from + MANY, list.size())));
        }
        return parts;
    }

    @Override
    public void insert(List<WholeTicket> whole) {
        tickets.insert(whole.stream()
                .map(ticket -> new NewTicket(ticket.stored(), ticket.history()))
                .toList());
        session.call(connection -> {
            Sql.batch(
                    connection,
                    CommentCells.insertInto(layout.name("ticket_comment")),
                    whole.stream().flatMap(ticket -> ticket.comments().stream()).map(CommentCells::values));
            batch(
                    connection,
                    "ticket_comment_edit",
                    "comment_id, edit_number, content, editor_role, editor_id, replaced_at",
                    whole.stream().flatMap(JdbcArchive::edits));
            batch(
                    connection,
                    "ticket_rating",
                    "score, content, actor_role, actor_id, rated_at, changed_at",
                    whole.stream().flatMap(JdbcArchive::rating));
            List<List<Sql.Value>> feedback = new ArrayList<>();
            for (WholeTicket ticket : whole) {
                for (AnswerFeedback said : ticket.feedback()) {
                    feedback.add(feedback(ticket, said, feedbackIds.next(connection, layout)));
                }
            }
            batch(
                    connection,
                    "ticket_answer_feedback",
                    "id, helpful, comment_id, content, actor_role, actor_id, said_at, changed_at",
                    feedback.stream());
            return true;
        });
    }

    private void batch(Connection connection, String table, String columns, Stream<List<Sql.Value>> rows)
            throws SQLException {
        long marks = columns.chars().filter(c -> c == ',').count();
        Sql.batch(
                connection,
                "insert into " + layout.name(table) + " (tenant, ticket_id, " + columns + ") values (?, ?, ?"
                        + ", ?".repeat((int) marks) + ")",
                rows);
    }

    private static List<Sql.Value> row(WholeTicket ticket, Sql.Value... more) {
        List<Sql.Value> row = new ArrayList<>();
        row.add(Sql.Value.text(ticket.stored().ticket().tenant()));
        row.add(Sql.Value.number(ticket.stored().ticket().id().value()));
        Collections.addAll(row, more);
        return row;
    }

    private static Stream<List<Sql.Value>> edits(WholeTicket ticket) {
        return ticket.edits().stream()
                .map(edit -> row(
                        ticket,
                        Sql.Value.number(edit.comment().value()),
                        Sql.Value.number((long) edit.number()),
                        Sql.Value.text(edit.content()),
                        Sql.Value.text(edit.editorRole().wireName()),
                        Sql.Value.text(edit.editorId()),
                        Sql.Value.number(EpochMicros.of(edit.replacedAt()))));
    }

    private static Stream<List<Sql.Value>> rating(WholeTicket ticket) {
        Rating rating = ticket.rating();
        if (rating == null) {
            return Stream.empty();
        }
        return Stream.of(row(
                ticket,
                Sql.Value.number((long) rating.score()),
                Sql.Value.text(rating.comment().orElse(null)),
                Sql.Value.text(rating.actorRole().wireName()),
                Sql.Value.text(rating.actorId()),
                Sql.Value.number(EpochMicros.of(rating.at())),
                Sql.Value.number(EpochMicros.of(rating.changedAt()))));
    }

    private static List<Sql.Value> feedback(WholeTicket ticket, AnswerFeedback said, long id) {
        return row(
                ticket,
                Sql.Value.number(id),
                Sql.Value.flag(said.isHelpful()),
                Sql.Value.number(said.comment().map(CommentId::value).orElse(null)),
                Sql.Value.text(said.text().orElse(null)),
                Sql.Value.text(said.actorRole().wireName()),
                Sql.Value.text(said.actorId()),
                Sql.Value.number(EpochMicros.of(said.at())),
                Sql.Value.number(EpochMicros.of(said.changedAt())));
    }
}
