package io.ticketkit.jpa.internal;

import io.ticketkit.CommentId;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.spi.ArchiveWriter;
import io.ticketkit.spi.AssignmentRotations;
import io.ticketkit.spi.AttachmentWriter;
import io.ticketkit.spi.CommentWriter;
import io.ticketkit.spi.ConversationWriter;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.ExternalWriter;
import io.ticketkit.spi.FeedbackWriter;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.JobQueue;
import io.ticketkit.spi.LinkWriter;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.OutboxQueue;
import io.ticketkit.spi.PersonWriter;
import io.ticketkit.spi.RetentionQueue;
import io.ticketkit.spi.RunQueue;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads and writes tickets by SQL. */
public final class JdbcTicketWriter extends JdbcTicketReader implements TicketWriter {
    private static final List<String> HANGING_ON_TICKET = List.of(
            "ticket_tag",
            "ticket_attribute",
            "ticket_history",
            "ticket_idempotency",
            "ticket_rating",
            "ticket_answer_feedback",
            "ticket_comment_edit",
            "ticket_comment");

    /** The session. */
    private final WriteBuffer changes;

    private final Ids ids;
    private final JdbcRuns runs;
    private final JdbcRunQueue queue;
    private final JdbcModels models;
    private final JdbcConversations conversations;
    private final JdbcComments comments;
    private final JdbcOutboxQueue outbox;
    private final JdbcAttachments attachments;
    private final JdbcFeedback feedback;

    /** On a session, in tables, with the ids of its storage and what it knows of words. */
    public JdbcTicketWriter(WriteBuffer session, Layout layout, Ids ids, WordFrequencies frequencies) {
        super(session, layout, frequencies);
        this.changes = session;
        this.ids = ids;
        this.runs = new JdbcRuns(session, layout, ids, false);
        this.queue = new JdbcRunQueue(session, layout);
        this.models = new JdbcModels(session, layout);
        this.comments = new JdbcComments(session, layout, ids.comments);
        this.outbox = new JdbcOutboxQueue(session, layout);
        this.attachments = new JdbcAttachments(session, layout, ids.attachments);
        this.feedback = new JdbcFeedback(session, layout, ids.feedback);
        this.conversations = new JdbcConversations(session, layout, conditions);
    }

    @Override
    public RunWriter runs() {
        return runs;
    }

    @Override
    public TicketId nextId() {
        return new TicketId(ids.tickets.next(session, layout));
    }

    @Override
    public boolean claim(IdempotencyClaim claim) {
        CommentId comment = claim.comment();
        String columns = "(tenant, actor_role, actor_id, request_key, fingerprint, ticket_id, comment_id, used_at)";
        Sql insert = Sql.of(
                "insert into " + layout.name("ticket_idempotency") + " " + columns + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                Sql.Value.text(claim.key().tenant()),
                Sql.Value.text(claim.key().role().wireName()),
                Sql.Value.text(claim.key().actorId()),
                Sql.Value.text(claim.key().key()),
                Sql.Value.text(claim.fingerprint()),
                Sql.Value.number(claim.ticket().value()),
                Sql.Value.number(comment == null ? null : comment.value()),
                Sql.Value.number(EpochMicros.of(claim.at())));
        return session.call(connection -> Inserts.unlessThere(connection, layout, insert));
    }

    @Override
    public void insert(List<NewTicket> tickets) {
        if (tickets.isEmpty()) {
            return;
        }
        List<TicketCells> cells = tickets.stream().map(TicketCells::of).toList();
        knowCategories(tickets);
        changes.change(
                cells.get(0).insertInto(layout.name("ticket")),
                cells.stream().map(TicketCells::values).toList());
        addTags(rowsOf(tickets, ticket -> rows(ticket, ticket.tags())));
        addAttributes(rowsOf(tickets, ticket -> rows(ticket, ticket.attributes())));
        addHistory(tickets.stream().flatMap(JdbcTicketWriter::historyRows));
    }

    private static Stream<List<Sql.Value>> rowsOf(
            List<NewTicket> tickets, Function<Ticket, Stream<List<Sql.Value>>> rows) {
        return tickets.stream().map(ticket -> ticket.stored().ticket()).flatMap(rows);
    }

    /** Always in the same order, so that two transactions that meet new categories do not wait for each other. */
    private void knowCategories(List<NewTicket> tickets) {
        Map<String, Ticket> oneOfEach = new TreeMap<>();
        for (NewTicket ticket : tickets) {
            Ticket t = ticket.stored().ticket();
            oneOfEach.put(t.tenant() + '\n' + t.category().code(), t);
        }
        oneOfEach.values().forEach(ticket -> knowCategory(ticket));
    }

    private void knowCategory(Ticket ticket) {
        String table = layout.name("ticket_category");
        List<Sql.Value> key = List.of(
                Sql.Value.text(ticket.tenant()),
                Sql.Value.text(ticket.category().code()));
        Sql find = Sql.of("select 1 from " + table + " where tenant = ? and code = ?", key);
        String insert = "insert into " + table + " (tenant, code) ";
        if (layout.dialect().isPostgresql()) {
            changes.change(Sql.of(insert + "select ?, ? where not exists (", key)
                    .plus(find)
                    .plus(") on conflict do nothing"));
        } else if (session.call(connection -> find.list(connection, Row::number))
                .isEmpty()) {
            session.call(connection -> Inserts.unlessThere(connection, layout, Sql.of(insert + "values (?, ?)", key)));
        }
    }

    private void addTags(Stream<List<Sql.Value>> rows) {
        changes.change(
                "insert into " + layout.name("ticket_tag") + " (tenant, ticket_id, tag) values (?, ?, ?)",
                rows.toList());
    }

    private void addAttributes(Stream<List<Sql.Value>> rows) {
        String sql = "insert into " + layout.name("ticket_attribute")
                + " (tenant, ticket_id, name, content) values (?, ?, ?, ?)";
        changes.change(sql, rows.toList());
    }

    private static Stream<List<Sql.Value>> rows(Ticket ticket, Collection<String> texts) {
        return texts.stream().map(text -> row(ticket, text));
    }

    private static Stream<List<Sql.Value>> rows(Ticket ticket, Map<String, String> attributes) {
        return attributes.entrySet().stream().map(attribute -> row(ticket, attribute.getKey(), attribute.getValue()));
    }

    private static List<Sql.Value> row(Ticket ticket, String... texts) {
        List<Sql.Value> row = new ArrayList<>();
        row.add(Sql.Value.text(ticket.tenant()));
        row.add(Sql.Value.number(ticket.id().value()));
        for (String text : texts) {
            row.add(Sql.Value.text(text));
        }
        return row;
    }

    private void addHistory(Stream<List<Sql.Value>> rows) {
        String sql = "insert into " + layout.name("ticket_history") + " (tenant, ticket_id, event, position,"
                + " happened_at, actor_role, actor_id, kind, field, old_value, new_value, internal, hidden_before, subject)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        changes.change(sql, rows.toList());
    }

    private static Stream<List<Sql.Value>> historyRows(NewTicket ticket) {
        List<List<Sql.Value>> rows = new ArrayList<>();
        long hidden = 0;
        long hiding = 0;
        for (HistoryEntry entry : ticket.history()) {
            if (hiding != 0 && entry.event() != hiding) {
                hidden++;
                hiding = 0;
            }
            if (entry.isInternal()) {
                hiding = entry.event();
            }
            rows.add(historyRow(ticket.stored().ticket(), entry, hidden));
        }
        return rows.stream();
    }

    private static List<Sql.Value> historyRow(Ticket ticket, HistoryEntry entry, long hiddenBefore) {
        OptionalLong subject = entry.subject();
        Optional<FieldChange> change = entry.change();
        List<Sql.Value> row = row(ticket);
        row.add(Sql.Value.number(entry.event()));
        row.add(Sql.Value.number((long) entry.position()));
        row.add(Sql.Value.number(EpochMicros.of(entry.at())));
        row.add(Sql.Value.text(entry.actorRole().wireName()));
        row.add(Sql.Value.text(entry.actorId()));
        row.add(Sql.Value.text(entry.kind().wireName()));
        row.add(Sql.Value.text(change.map(c -> c.field().wireName()).orElse(null)));
        row.add(Sql.Value.text(change.map(FieldChange::from).orElse(null)));
        row.add(Sql.Value.text(change.map(FieldChange::to).orElse(null)));
        row.add(Sql.Value.flag(entry.isInternal()));
        row.add(Sql.Value.number(hiddenBefore));
        row.add(Sql.Value.number(subject.isPresent() ? subject.getAsLong() : null));
        return row;
    }

    @Override
    public void flush() {
        changes.flush();
    }

    @Override
    public Optional<StoredTicket> lock(String tenant, Scope scope, TicketId id) {
        Sql lock = Sql.of("select t.id from " + layout.name("ticket") + " t where ")
                .plus(conditions.of(tenant, scope, id))
                .plus(" for update");
        // Read after waiting: while waiting, PostgreSQL looks at other tables as they were before.
        if (layout.dialect().isPostgresql()) {
            Sql find = finding(tenant, scope, id);
            return session.call(connection -> find.listAfter(lock, connection, TicketRows::read)).stream()
                    .findFirst();
        }
        return session.call(connection -> lock.list(connection, Row::number)).isEmpty()
                ? Optional.empty()
                : findStored(tenant, scope, id);
    }

    @Override
    public void update(StoredTicket before, StoredTicket after, List<HistoryEntry> history) {
        Ticket old = before.ticket();
        Ticket ticket = after.ticket();
        TicketCells changed = TicketCells.changed(before, after);
        if (!ticket.category().equals(old.category())) {
            knowCategory(ticket);
        }
        if (!changed.isEmpty()) {
            changes.changeOne(changed.update(layout.name("ticket"))
                    .plus(Sql.of(
                            " where tenant = ? and id = ? and version = ?",
                            Sql.Value.text(old.tenant()),
                            Sql.Value.number(old.id().value()),
                            Sql.Value.number(old.version()))));
        }
        changeTags(old, ticket);
        changeAttributes(old, ticket);
        addHistory(history.stream().map(entry -> historyRow(ticket, entry, before.hiddenEvents())));
    }

    private void changeTags(Ticket old, Ticket ticket) {
        String delete = "delete from " + layout.name("ticket_tag") + " where tenant = ? and ticket_id = ? and tag = ?";
        changes.change(delete, rows(ticket, without(old.tags(), ticket.tags())).toList());
        addTags(rows(ticket, without(ticket.tags(), old.tags())));
    }

    private void changeAttributes(Ticket old, Ticket ticket) {
        String delete =
                "delete from " + layout.name("ticket_attribute") + " where tenant = ? and ticket_id = ? and name = ?";
        changes.change(
                delete,
                rows(ticket, without(old.attributes(), ticket.attributes()).keySet())
                        .toList());
        addAttributes(rows(ticket, without(ticket.attributes(), old.attributes())));
    }

    private static Set<String> without(Set<String> from, Set<String> what) {
        Set<String> rest = new TreeSet<>(from);
        rest.removeAll(what);
        return rest;
    }

    private static Map<String, String> without(Map<String, String> from, Map<String, String> what) {
        Map<String, String> rest = new TreeMap<>(from);
        rest.entrySet().removeAll(what.entrySet());
        return rest;
    }

    @Override
    public void erase(String tenant, TicketId id) {
        session.call(connection -> {
            // first: who is in a chat about the ticket, or processes it, may be about to record a run of it
            conversations.forget(connection, tenant, id);
            new JdbcJobs(session, layout).forget(connection, tenant, id);
            attachments.forget(connection, tenant, id);
            for (String table : HANGING_ON_TICKET) {
                delete(connection, table, "ticket_id", tenant, id);
            }
            queue.forget(connection, tenant, id);
            runs.forget(connection, tenant, id);
            outbox.forget(connection, tenant, id);
            JdbcLinks.forget(connection, layout, tenant, id);
            new JdbcExternals(session, layout).forget(connection, tenant, id);
            return delete(connection, "ticket", "id", tenant, id);
        });
    }

    private int delete(Connection connection, String table, String column, String tenant, TicketId id)
            throws SQLException {
        return Sql.of(
                        "delete from " + layout.name(table) + " where tenant = ? and " + column + " = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.number(id.value()))
                .update(connection);
    }

    @Override
    public ModelWriter models() {
        return models;
    }

    @Override
    public RunQueue queue() {
        return queue;
    }

    @Override
    public CommentWriter comments() {
        return comments;
    }

    @Override
    public AttachmentWriter attachments() {
        return attachments;
    }

    @Override
    public FeedbackWriter feedback() {
        return feedback;
    }

    @Override
    public LinkWriter links() {
        return new JdbcLinks(session, layout);
    }

    @Override
    public ConversationWriter conversations() {
        return conversations;
    }

    @Override
    public OutboxQueue outbox() {
        return outbox;
    }

    @Override
    public AssignmentRotations rotations() {
        return new JdbcAssignmentRotations(session, layout);
    }

    @Override
    public ExternalWriter externals() {
        return new JdbcExternals(session, layout);
    }

    @Override
    public ArchiveWriter archive() {
        return new JdbcArchive(session, layout, this, ids.feedback);
    }

    @Override
    public JobQueue jobs() {
        return new JdbcJobs(session, layout);
    }

    @Override
    public RetentionQueue retention() {
        return new JdbcRetention(session, layout);
    }

    @Override
    public PersonWriter persons() {
        return new JdbcPersons(session, layout);
    }
}
