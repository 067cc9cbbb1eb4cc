package io.ticketkit.jpa.internal;

import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.CommentWriter;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was said on tickets, by SQL. */
final class JdbcComments implements CommentWriter {
    private static final Keyset BY_TIME = new Keyset("c.created_at", "c.id", true);

    private final WriteBuffer session;
    private final Layout layout;
    private final CommentIds ids;
    private final Conditions conditions;
    private final String comments;
    private final String edits;
    private final Duplicates duplicates;

    JdbcComments(WriteBuffer session, Layout layout, CommentIds ids) {
        this.session = session;
        this.layout = layout;
        this.ids = ids;
        this.conditions = new Conditions(layout);
        this.comments = layout.name("ticket_comment");
        this.edits = layout.name("ticket_comment_edit");
        this.duplicates = new Duplicates(session, layout);
    }

    @Override
    public Optional<Comment> find(String tenant, Scope scope, boolean internal, CommentId id) {
        Sql sql = onTickets(CommentCells.COLUMNS, tenant, scope, internal).plus(Sql.of(" and c.id = ?", id.value()));
        return session.call(connection -> sql.list(connection, CommentCells::read)).stream()
                .findFirst();
    }

    @Override
    public List<Comment> ofTicket(String tenant, Scope scope, boolean internal, TicketId ticket, Seek seek) {
        boolean joined = duplicates.areOf(tenant, ticket);
        Sql sql = onTicket(CommentCells.COLUMNS, tenant, scope, internal, ticket, joined);
        return page(sql, joined ? null : "c.tenant, c.ticket_id", seek);
    }

    @Override
    public long countOfTicket(String tenant, Scope scope, boolean internal, TicketId ticket) {
        boolean joined = duplicates.areOf(tenant, ticket);
        return number(onTicket("count(*)", tenant, scope, internal, ticket, joined));
    }

    /** Comments alone in the from clause: H2 then reads them in the order of their index. */
    private Sql onTicket(
            String columns, String tenant, Scope scope, boolean internal, TicketId ticket, boolean joined) {
        return Sql.of("select " + columns + " from " + comments + " c where c.tenant = ? and ", tenant)
                .plus(joined ? duplicates.orItself("c", tenant, scope, ticket) : ofOne(tenant, scope, ticket))
                .plus(shown(internal));
    }

    private Sql ofOne(String tenant, Scope scope, TicketId ticket) {
        return Sql.of(
                        "c.ticket_id = ? and exists (select 1 from " + layout.name("ticket") + " t where ",
                        ticket.value())
                .plus(conditions.of(tenant, scope, ticket))
                .plus(")");
    }

    @Override
    public List<Comment> ofAll(String tenant, Scope scope, boolean internal, Seek seek) {
        Sql sql = onAll(CommentCells.COLUMNS, tenant, scope, internal);
        return page(sql, scope instanceof Scope.All ? "c.tenant" : null, seek);
    }

    @Override
    public long countOfAll(String tenant, Scope scope, boolean internal) {
        return number(onAll("count(*)", tenant, scope, internal));
    }

    private long number(Sql sql) {
        return session.call(connection -> sql.list(connection, Row::number)).get(0);
    }

    private Sql onAll(String columns, String tenant, Scope scope, boolean internal) {
        return scope instanceof Scope.All
                ? Sql.of("select " + columns + " from " + comments + " c where c.tenant = ?", tenant)
                        .plus(shown(internal))
                : onTickets(columns, tenant, scope, internal);
    }

    private Sql onTickets(String columns, String tenant, Scope scope, boolean internal) {
        return Sql.of("select " + columns + " from " + layout.name("ticket") + " t join " + comments
                        + " c on c.tenant = t.tenant and c.ticket_id = t.id where ")
                .plus(conditions.of(tenant, scope))
                .plus(shown(internal));
    }

    private static String shown(boolean internal) {
        return internal ? "" : " and not c.internal";
    }

    private List<Comment> page(Sql which, @Nullable String lead, Seek seek) {
        Sql sql = which.plus(BY_TIME.after(layout.dialect().isPostgresql() ? null : lead, seek));
        return BY_TIME.inOrder(seek, session.call(connection -> sql.list(connection, CommentCells::read)));
    }

    @Override
    public List<CommentEdit> edits(String tenant, CommentId id, Seek seek) {
        Keyset byNumber = new Keyset("edit_number", "edit_number", true);
        Sql sql = Sql.of(
                        "select edit_number, content, editor_role, editor_id, replaced_at from " + edits
                                + " where tenant = ? and comment_id = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.number(id.value()))
                .plus(byNumber.after(null, seek));
        return byNumber.inOrder(
                seek,
                session.call(connection -> sql.list(
                        connection,
                        row -> new CommentEdit(id, row.integer(), row.text(), row.role(), row.text(), row.time()))));
    }

    @Override
    public CommentId nextId(boolean internal) {
        return ids.next(internal, session, layout);
    }

    @Override
    public void insert(Comment comment) {
        session.change(CommentCells.insertInto(comments, comment));
    }

    @Override
    public void edit(Comment after, CommentEdit earlier) {
        String columns = "tenant, comment_id, edit_number, ticket_id, content, editor_role, editor_id, replaced_at";
        Sql keep = Sql.of(
                "insert into " + edits + " (" + columns + ") values (?, ?, ?, ?, ?, ?, ?, ?)",
                Sql.Value.text(after.tenant()),
                Sql.Value.number(after.id().value()),
                Sql.Value.number((long) earlier.number()),
                Sql.Value.number(after.ticket().value()),
                Sql.Value.text(earlier.content()),
                Sql.Value.text(earlier.editorRole().wireName()),
                Sql.Value.text(earlier.editorId()),
                Sql.Value.number(EpochMicros.of(earlier.replacedAt())));
        session.call(connection -> {
            keep.update(connection);
            return update(connection, after);
        });
    }

    @Override
    public void wipe(Comment tombstone) {
        Sql forget = Sql.of(
                "delete from " + edits + " where tenant = ? and comment_id = ?",
                Sql.Value.text(tombstone.tenant()),
                Sql.Value.number(tombstone.id().value()));
        session.call(connection -> {
            forget.update(connection);
            return update(connection, tombstone);
        });
    }

    private int update(Connection connection, Comment after) throws SQLException {
        return CommentCells.update(comments, after).update(connection);
    }
}
