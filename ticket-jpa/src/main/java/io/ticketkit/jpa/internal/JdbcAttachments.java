package io.ticketkit.jpa.internal;

import io.ticketkit.Attachment;
import io.ticketkit.AttachmentId;
import io.ticketkit.CommentId;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.AttachmentWriter;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredAttachment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files that hang on tickets, by SQL. */
final class JdbcAttachments implements AttachmentWriter {
    private static final Keyset BY_TIME = new Keyset("created_at", "id", true);
    private static final String COLUMNS = "id, ticket_id, comment_id, name, media_type, size_bytes, sha256, internal,"
            + " author_role, author_id, created_at, tenant, store_key";

    private final SqlSession session;
    private final Layout layout;
    private final AttachmentIds ids;
    private final String table;
    private final Duplicates duplicates;

    JdbcAttachments(SqlSession session, Layout layout, AttachmentIds ids) {
        this.session = session;
        this.layout = layout;
        this.ids = ids;
        this.table = layout.name("ticket_attachment");
        this.duplicates = new Duplicates(session, layout);
    }

    private Sql select(String columns, String tenant, TicketId ticket) {
        return Sql.of("select " + columns + " from " + table).plus(of(tenant, ticket));
    }

    private static Sql of(String tenant, TicketId ticket) {
        return Sql.of(" where tenant = ? and ticket_id = ?", Sql.Value.text(tenant), Sql.Value.number(ticket.value()));
    }

    @Override
    public Optional<StoredAttachment> find(
            String tenant, Scope scope, boolean internal, TicketId ticket, AttachmentId id) {
        Sql sql = joined(tenant, scope, ticket).plus(shown(internal)).plus(Sql.of(" and id = ?", id.value()));
        return session.call(connection -> sql.list(connection, JdbcAttachments::read)).stream()
                .findFirst();
    }

    /** On the ticket, or on those that were merged into it. */
    private Sql joined(String tenant, Scope scope, TicketId ticket) {
        return Sql.of("select " + COLUMNS + " from " + table + " a where a.tenant = ? and ", tenant)
                .plus(duplicates.orItself("a", tenant, scope, ticket));
    }

    private static String shown(boolean internal) {
        return internal ? "" : " and not internal";
    }

    private static StoredAttachment read(Row row) throws SQLException {
        // in the order of the columns
        Attachment.Builder attachment = Attachment.builder(new AttachmentId(row.number()), new TicketId(row.number()));
        Long comment = row.numberOrNull();
        attachment
                .comment(comment == null ? null : new CommentId(comment))
                .name(row.text())
                .mediaType(row.text())
                .content(row.number(), row.text())
                .internal(row.flag())
                .author(row.role(), row.text())
                .createdAt(row.time());
        return new StoredAttachment(row.text(), attachment.build(), row.text());
    }

    @Override
    public List<Attachment> ofTicket(String tenant, Scope scope, boolean internal, TicketId ticket, Seek seek) {
        boolean joined = duplicates.areOf(tenant, ticket);
        boolean led = !joined && !layout.dialect().isPostgresql();
        Sql sql = (joined ? joined(tenant, scope, ticket) : ofOne(tenant, scope, ticket))
                .plus(shown(internal))
                .plus(BY_TIME.after(led ? "tenant, ticket_id" : null, seek));
        return BY_TIME.inOrder(
                seek,
                session.call(connection -> sql.list(connection, row -> read(row).attachment())));
    }

    private Sql ofOne(String tenant, Scope scope, TicketId ticket) {
        return select(COLUMNS, tenant, ticket)
                .plus(" and exists (select 1 from " + layout.name("ticket") + " t where ")
                .plus(new Conditions(layout).of(tenant, scope, ticket))
                .plus(")");
    }

    @Override
    public List<StoredAttachment> ofComment(String tenant, TicketId ticket, CommentId comment) {
        Sql sql = select(COLUMNS, tenant, ticket).plus(Sql.of(" and comment_id = ?", comment.value()));
        return session.call(connection -> sql.list(connection, JdbcAttachments::read));
    }

    @Override
    public Amount amount(String tenant, TicketId ticket, boolean internal) {
        Sql sql = select("count(*), coalesce(sum(size_bytes), 0)", tenant, ticket)
                .plus(Sql.of(" and internal = ?", Sql.Value.flag(internal)));
        return session.call(connection -> sql.list(connection, row -> new Amount(row.number(), row.number())))
                .get(0);
    }

    @Override
    public List<String> keys(String tenant, TicketId ticket) {
        Sql sql = select("store_key", tenant, ticket);
        return session.call(connection -> sql.list(connection, Row::text));
    }

    @Override
    public Set<String> used(Collection<String> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        Sql sql = Sql.of("select store_key from " + table + " where ").plus(Sql.in("store_key", keys));
        return new HashSet<>(session.call(connection -> sql.list(connection, Row::text)));
    }

    @Override
    public AttachmentId nextId(boolean internal) {
        return ids.next(internal, session, layout);
    }

    @Override
    public void insert(StoredAttachment stored) {
        Attachment attachment = stored.attachment();
        Sql sql = Sql.of(
                "insert into " + table + " (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Sql.Value.number(attachment.id().value()),
                Sql.Value.number(attachment.ticket().value()),
                Sql.Value.number(attachment.comment().map(CommentId::value).orElse(null)),
                Sql.Value.text(attachment.name()),
                Sql.Value.text(attachment.mediaType()),
                Sql.Value.number(attachment.size()),
                Sql.Value.text(attachment.sha256()),
                Sql.Value.flag(attachment.isInternal()),
                Sql.Value.text(attachment.authorRole().wireName()),
                Sql.Value.text(attachment.authorId()),
                Sql.Value.number(EpochMicros.of(attachment.createdAt())),
                Sql.Value.text(stored.tenant()),
                Sql.Value.text(stored.key()));
        session.call(sql::update);
    }

    @Override
    public void delete(StoredAttachment stored) {
        Sql forget = Sql.of(
                "delete from " + table + " where tenant = ? and id = ?",
                Sql.Value.text(stored.tenant()),
                Sql.Value.number(stored.attachment().id().value()));
        session.call(connection -> {
            JdbcAttachmentStore.delete(connection, layout, stored.tenant(), stored.key());
            return forget.update(connection);
        });
    }

    /** The ticket is erased; its comments are still there. */
    void forget(Connection connection, String tenant, TicketId ticket) throws SQLException {
        for (String key : select("store_key", tenant, ticket).list(connection, Row::text)) {
            JdbcAttachmentStore.delete(connection, layout, tenant, key);
        }
        Sql.of("delete from " + table).plus(of(tenant, ticket)).update(connection);
    }
}
