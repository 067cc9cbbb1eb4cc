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
import io.ticketkit.StorageConflictException;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink.Kind;
import io.ticketkit.TicketSelection;
import io.ticketkit.spi.ArchiveWriter;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.WholeTicket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tickets with all that belongs to them: a query for each kind of thing, for all tickets of a page. */
final class JdbcArchive implements ArchiveWriter {
    /** So often a ticket may change while it is read; from the second time on it is locked. */
    private static final int ATTEMPTS = 5;
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
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<StoredTicket> found = tickets.storedPage(selection, seek);
            if (found.isEmpty()) {
                return List.of();
            }
            List<StoredTicket> page =
                    new ArchiveSizes(session, layout).notTooMuch(selection.tenant(), found, seek.backward());
            List<WholeTicket> settled = settled(whole(selection.tenant(), page), seek.backward());
            if (!settled.isEmpty()) {
                return settled;
            }
            // nobody changes it again before it is read
            TicketId next =
                    page.get(seek.backward() ? page.size() - 1 : 0).ticket().id();
            tickets.lock(selection.tenant(), selection.scope(), next);
        }
        throw new StorageConflictException(null);
    }

    private List<WholeTicket> whole(String tenant, List<StoredTicket> page) {
        OfTickets hanging = new OfTickets(
                layout,
                tenant,
                page.stream().map(stored -> stored.ticket().id()).toList());
        return session.call(connection -> {
            Map<TicketId, List<HistoryEntry>> history = history(connection, hanging);
            Map<TicketId, List<Comment>> comments = comments(connection, hanging);
            Map<TicketId, List<CommentEdit>> edits = edits(connection, hanging);
            Map<TicketId, List<Rating>> ratings = ratings(connection, hanging);
            Map<TicketId, List<AnswerFeedback>> feedback = feedback(connection, hanging);
            Map<TicketId, List<WholeTicket.Link>> links = links(connection, hanging);
            Map<TicketId, List<ExternalReference>> names = names(connection, hanging);
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

    /**
     * Those up to the first that changed while they were read, query by query: half of it would be from before, half from
     * after. Whatever changes what hangs on a ticket gives it an event.
     */
    private List<WholeTicket> settled(List<WholeTicket> page, boolean backward) {
        String tenant = page.get(0).stored().ticket().tenant();
        List<TicketId> ids =
                page.stream().map(whole -> whole.stored().ticket().id()).toList();
        Sql sql = Sql.of(
                        "select t.id, t.last_event, t.version from " + layout.name("ticket")
                                + " t where t.tenant = ? and ",
                        tenant)
                .plus(OfTickets.among("t.id", ids));
        Map<TicketId, List<Long>> now = new HashMap<>();
        session.call(connection ->
                sql.list(connection, row -> now.put(ticket(row), List.of(row.number(), row.number()))));
        int count = 0;
        while (count < page.size()) {
            StoredTicket stored =
                    page.get(backward ? page.size() - 1 - count : count).stored();
            if (!List.of(stored.lastEvent(), stored.ticket().version())
                    .equals(now.get(stored.ticket().id()))) {
                break;
            }
            count++;
        }
        return backward ? page.subList(page.size() - count, page.size()) : page.subList(0, count);
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

    private Map<TicketId, List<HistoryEntry>> history(Connection connection, OfTickets these) throws SQLException {
        Sql sql = these.select("h.event" + JdbcTicketReader.HISTORY + "h.subject", "ticket_history", "h")
                .plus(" order by h.ticket_id, h.event, h.position");
        return byTicket(connection, sql, row -> new Of<>(ticket(row), JdbcTicketReader.historyEntry(row)));
    }

    private Map<TicketId, List<Comment>> comments(Connection connection, OfTickets these) throws SQLException {
        Sql sql = these.select(CommentCells.COLUMNS, "ticket_comment", "c")
                .plus(" order by c.ticket_id, c.created_at, c.id");
        return byTicket(connection, sql, row -> new Of<>(ticket(row), CommentCells.read(row)));
    }

    private Map<TicketId, List<CommentEdit>> edits(Connection connection, OfTickets these) throws SQLException {
        String columns = "e.comment_id, e.edit_number, e.content, e.editor_role, e.editor_id, e.replaced_at";
        // in the order of the comments: ids of notes and of replies rise each for themselves
        Sql sql = these.select(columns, "ticket_comment_edit", "e")
                .plus(" order by (select c.created_at from " + layout.name("ticket_comment")
                        + " c where c.tenant = e.tenant and c.id = e.comment_id), e.comment_id, e.edit_number");
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

    private Map<TicketId, List<Rating>> ratings(Connection connection, OfTickets these) throws SQLException {
        String columns = "r.score, r.content, r.actor_role, r.actor_id, r.rated_at, r.changed_at";
        Sql sql = these.select(columns, "ticket_rating", "r");
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

    private Map<TicketId, List<AnswerFeedback>> feedback(Connection connection, OfTickets these) throws SQLException {
        String columns =
                "f.helpful, f.run_id, f.comment_id, f.content, f.actor_role, f.actor_id, f.said_at, f.changed_at";
        Sql sql = these.select(columns, "ticket_answer_feedback", "f").plus(" order by f.said_at, f.id");
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

    private Map<TicketId, List<WholeTicket.Link>> links(Connection connection, OfTickets these) throws SQLException {
        Sql sql = Sql.of("select x.one, x.kind, x.other, x.since from (")
                .plus(these.side(Kind.ORIGINAL, "ticket_merge", "ticket_id", "original_id"))
                .plus(" union all ")
                .plus(these.side(Kind.DUPLICATE, "ticket_merge", "original_id", "ticket_id"))
                .plus(" union all ")
                .plus(these.side(Kind.RELATED, "ticket_link", "low_id", "high_id"))
                .plus(" union all ")
                .plus(these.side(Kind.RELATED, "ticket_link", "high_id", "low_id"))
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

    private Map<TicketId, List<ExternalReference>> names(Connection connection, OfTickets these) throws SQLException {
        Sql sql = these.select("x.system, x.external_id", "ticket_external", "x")
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
                    .plus(OfTickets.among("t.id", part));
            session.call(connection -> sql.list(connection, row -> found.put(ticket(row), row.time())));
        });
        return found;
    }

    @Override
    public Map<TicketId, String> names(String tenant, String system, Collection<TicketId> which) {
        Map<TicketId, String> found = new HashMap<>();
        parts(which).forEach(part -> {
            Sql sql = new OfTickets(layout, tenant, part)
                    .select("x.external_id", "ticket_external", "x")
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
            new ArchiveRows(layout, feedbackIds).insert(connection, whole);
            return true;
        });
    }
}
