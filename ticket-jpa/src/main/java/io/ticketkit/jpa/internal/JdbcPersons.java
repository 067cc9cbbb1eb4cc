package io.ticketkit.jpa.internal;

import io.ticketkit.CommentId;
import io.ticketkit.ConversationId;
import io.ticketkit.Erasure;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.PersonWriter;
import io.ticketkit.spi.StoredConversation;
import io.ticketkit.spi.StoredErasure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one person left, by SQL. */
final class JdbcPersons implements PersonWriter {
    private static final String ERASURE =
            "select tenant, id, person, tickets, other_tickets, comments, files, conversations from ";

    private final SqlSession session;
    private final Layout layout;
    private final String erasures;
    private final PersonTraces traces;

    JdbcPersons(SqlSession session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.erasures = layout.name("ticket_erasure");
        this.traces = new PersonTraces(layout);
    }

    @Override
    public List<TicketId> owned(String tenant, String person, @Nullable TicketId after, int limit) {
        Sql sql = Sql.of(
                "select t.id from " + layout.name("ticket")
                        + " t where t.tenant = ? and t.requester = ? and t.id > ? order by t.id fetch first " + limit
                        + " rows only",
                Sql.Value.text(tenant),
                Sql.Value.text(person),
                Sql.Value.number(after == null ? 0 : after.value()));
        return session.call(connection -> sql.list(connection, row -> new TicketId(row.number())));
    }

    @Override
    public List<TicketId> touched(String tenant, String person, @Nullable TicketId after, int limit) {
        long from = after == null ? 0 : after.value();
        return session.call(connection -> traces.touched(connection, tenant, person, from, limit)).stream()
                .map(TicketId::new)
                .toList();
    }

    @Override
    public List<StoredConversation> conversations(
            String tenant, String person, @Nullable ConversationId after, int limit) {
        return session.call(connection -> new JdbcConversations(session, layout, new Conditions(layout))
                .of(connection, tenant, person, after, limit));
    }

    @Override
    public List<IdempotencyClaim> keys(String tenant, String person, @Nullable IdempotencyKey after, int limit) {
        Sql sql = Sql.of(
                        "select k.actor_role, k.request_key, k.fingerprint, k.ticket_id, k.comment_id, k.used_at from "
                                + layout.name("ticket_idempotency") + " k where k.tenant = ? and k.actor_id = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.text(person))
                .plus(after == null ? Sql.of("") : afterKey(after))
                .plus(" order by k.actor_role, k.request_key fetch first " + limit + " rows only");
        return session.call(connection -> sql.list(connection, row -> {
            IdempotencyKey key = new IdempotencyKey(tenant, row.role(), person, row.text());
            String fingerprint = row.text();
            TicketId ticket = new TicketId(row.number());
            Long comment = row.numberOrNull();
            return new IdempotencyClaim(
                    key, fingerprint, ticket, comment == null ? null : new CommentId(comment), row.time());
        }));
    }

    private static Sql afterKey(IdempotencyKey after) {
        String role = after.role().wireName();
        return Sql.of(
                " and (k.actor_role > ? or (k.actor_role = ? and k.request_key > ?))",
                Sql.Value.text(role),
                Sql.Value.text(role),
                Sql.Value.text(after.key()));
    }

    @Override
    public List<StoredErasure> unfinished(Instant before, long after, int limit) {
        Sql sql = Sql.of(
                ERASURE + erasures + " where ended_at is null and started_at <= ? and id > ? order by id fetch first "
                        + limit + " rows only",
                Sql.Value.number(EpochMicros.bound(before, true)),
                Sql.Value.number(after));
        return session.call(connection -> sql.list(connection, JdbcPersons::read));
    }

    private static StoredErasure read(Row row) throws SQLException {
        return new StoredErasure(
                row.text(),
                row.number(),
                row.textOrNull(),
                Erasure.builder()
                        .tickets(row.number())
                        .otherTickets(row.number())
                        .comments(row.number())
                        .files(row.number())
                        .conversations(row.number())
                        .build());
    }

    @Override
    public Set<String> erasedSince(Instant since) {
        Sql sql = Sql.of(
                "select distinct tenant from " + erasures + " where ended_at >= ?",
                Sql.Value.number(EpochMicros.bound(since, true)));
        return Set.copyOf(session.call(connection -> sql.list(connection, Row::text)));
    }

    @Override
    public long erasedTickets(String tenant) {
        Sql sql = Sql.of("select coalesce(sum(tickets), 0) from " + erasures + " where tenant = ?", tenant);
        return session.call(connection -> sql.list(connection, Row::number)).get(0);
    }

    @Override
    public StoredErasure begin(String tenant, String person, Instant now) {
        Sql insert = Sql.of(
                "insert into " + erasures + " (tenant, person, started_at, tickets, other_tickets, comments, files,"
                        + " conversations) values (?, ?, ?, 0, 0, 0, 0, 0)",
                Sql.Value.text(tenant),
                Sql.Value.text(person),
                Sql.Value.number(EpochMicros.of(now)));
        Sql find = Sql.of(
                ERASURE + erasures + " where tenant = ? and person = ?",
                Sql.Value.text(tenant),
                Sql.Value.text(person));
        return session.call(connection -> {
            List<StoredErasure> found = find.list(connection, JdbcPersons::read);
            while (found.isEmpty()) {
                // whoever is faster: the row is there then, unless it has ended at once
                Inserts.unlessThere(connection, layout, insert);
                found = find.list(connection, JdbcPersons::read);
            }
            return found.get(0);
        });
    }

    @Override
    public Optional<StoredErasure> lock(StoredErasure erasure) {
        Sql sql = Sql.of(ERASURE + erasures).plus(running(erasure)).plus(" for update");
        return session.call(connection -> sql.list(connection, JdbcPersons::read)).stream()
                .findFirst();
    }

    private static Sql running(StoredErasure erasure) {
        return Sql.of(
                " where tenant = ? and id = ? and ended_at is null",
                Sql.Value.text(erasure.tenant()),
                Sql.Value.number(erasure.number()));
    }

    @Override
    public void add(StoredErasure erasure, Erasure more) {
        Sql sql = Sql.of(
                        "update " + erasures + " set tickets = tickets + ?, other_tickets = other_tickets + ?,"
                                + " comments = comments + ?, files = files + ?, conversations = conversations + ?",
                        Sql.Value.number(more.tickets()),
                        Sql.Value.number(more.otherTickets()),
                        Sql.Value.number(more.comments()),
                        Sql.Value.number(more.files()),
                        Sql.Value.number(more.conversations()))
                .plus(running(erasure));
        session.call(sql::update);
    }

    @Override
    public void end(StoredErasure erasure, Instant now) {
        Sql sql = Sql.of(
                        "update " + erasures + " set person = null, ended_at = ?",
                        Sql.Value.number(EpochMicros.of(now)))
                .plus(running(erasure));
        session.call(sql::update);
    }

    @Override
    public void rename(String tenant, TicketId ticket, String person, String name) {
        session.call(connection -> traces.rename(connection, tenant, ticket.value(), person, name));
    }

    /** What is bound to rename somebody in a chat: the new name, the tenant, the chat, and the person. */
    private record Rename(List<Sql.Value> values) {
        Sql in(String table, String key, String set, String person) {
            return Sql.of(
                    "update " + table + " set " + set + " = ? where tenant = ? and " + key + " = ? and " + person
                            + " = ?",
                    values);
        }
    }

    @Override
    public void rename(String tenant, ConversationId conversation, String person, String name) {
        String chats = layout.name("ticket_conversation");
        String messages = layout.name("ticket_chat_message");
        Sql.Value whose = Sql.Value.text(tenant);
        Sql.Value chat = Sql.Value.text(conversation.value());
        Rename rename = new Rename(List.of(Sql.Value.text(name), whose, chat, Sql.Value.text(person)));
        List<Sql> updates = List.of(
                Sql.of(
                        "update " + chats + " set summary = null, summarised = 0 where tenant = ? and id = ?",
                        whose,
                        chat),
                rename.in(chats, "id", "taken_over_by", "taken_over_by"),
                rename.in(chats, "id", "ended_by", "ended_by"),
                // first the text: what it is found by changes with the name
                rename.in(messages, "conversation_id", "content", "author"),
                rename.in(messages, "conversation_id", "author", "author"));
        session.call(connection -> {
            for (Sql update : updates) {
                update.update(connection);
            }
            return true;
        });
    }

    @Override
    public boolean forget(String tenant, ConversationId conversation) {
        Sql runs = Sql.of(
                "update " + layout.name("ticket_run")
                        + " set rationale = null where tenant = ? and rationale is not null"
                        + " and id in (select m.run_id from " + layout.name("ticket_chat_message")
                        + " m where m.tenant = ? and m.conversation_id = ?)",
                Sql.Value.text(tenant),
                Sql.Value.text(tenant),
                Sql.Value.text(conversation.value()));
        Sql chat = Sql.of(
                "delete from " + layout.name("ticket_conversation") + " where tenant = ? and id = ?",
                Sql.Value.text(tenant),
                Sql.Value.text(conversation.value()));
        return session.call(connection -> {
            runs.update(connection);
            return chat.update(connection) == 1;
        });
    }

    @Override
    public boolean forgetRest(String tenant, String person, String name, Instant before, int limit) {
        return session.call(connection -> forgetKeys(connection, tenant, person)
                        + renameEvents(connection, tenant, person, name)
                        + forgetTurns(connection, tenant, person)
                        + forgetUnlinked(connection, tenant, before, limit)
                > 0);
    }

    /** All at once: a person does not send so many requests. */
    private int forgetKeys(Connection connection, String tenant, String person) throws SQLException {
        return Sql.of(
                        "delete from " + layout.name("ticket_idempotency") + " where tenant = ? and actor_id = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.text(person))
                .update(connection);
    }

    private int renameEvents(Connection connection, String tenant, String person, String name) throws SQLException {
        return Sql.of(
                        "update " + layout.name("ticket_outbox")
                                + " set actor_id = ? where tenant = ? and actor_id = ?",
                        Sql.Value.text(name),
                        Sql.Value.text(tenant),
                        Sql.Value.text(person))
                .update(connection);
    }

    private int forgetTurns(Connection connection, String tenant, String person) throws SQLException {
        return Sql.of(
                        "update " + layout.name("ticket_rotation")
                                + " set last_id = null where tenant = ? and last_id = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.text(person))
                .update(connection);
    }

    /** Also those that were written apart from a ticket that was rolled back, or erased meanwhile. */
    private int forgetUnlinked(Connection connection, String tenant, Instant before, int limit) throws SQLException {
        String table = layout.name("ticket_run");
        return Sql.of(
                        "update " + table + " set rationale = null where id in (select r.id from " + table
                                + " r where r.tenant = ? and r.asked_at <= ? and r.rationale is not null"
                                + " and (r.ticket_id is null or (r.apart and not exists (select 1 from "
                                + layout.name("ticket") + " t where t.tenant = r.tenant and t.id = r.ticket_id)))"
                                + " order by r.asked_at fetch first " + limit + " rows only)",
                        Sql.Value.text(tenant),
                        Sql.Value.number(EpochMicros.bound(before, true)))
                .update(connection);
    }
}
