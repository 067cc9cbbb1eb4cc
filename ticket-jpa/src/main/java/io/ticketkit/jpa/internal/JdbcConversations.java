package io.ticketkit.jpa.internal;

import io.ticketkit.Actor;
import io.ticketkit.ChatMessage;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationId;
import io.ticketkit.ConversationQuery;
import io.ticketkit.FailureReason;
import io.ticketkit.RunId;
import io.ticketkit.Source;
import io.ticketkit.TicketId;
import io.ticketkit.spi.ConversationReader;
import io.ticketkit.spi.ConversationView;
import io.ticketkit.spi.ConversationWriter;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredConversation;
import io.ticketkit.spi.StoredConversation.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes conversations by SQL. */
final class JdbcConversations implements ConversationWriter {
    private static final List<String> COLUMNS = List.of(
            "id",
            "ticket_id",
            "started_by_role",
            "started_by",
            "created_at",
            "updated_at",
            "messages",
            "taken_over_at",
            "taken_over_by_role",
            "taken_over_by",
            "ended_at",
            "ended_by_role",
            "ended_by",
            "answered",
            "lease_holder",
            "lease_until",
            "summary",
            "summarised");
    private static final String SAID =
            "number, sender, author_role, author, content, said_at, answers, source, confidence, failure, run_id,"
                    + " hands_over";

    private final SqlSession session;
    private final Layout layout;
    private final ConversationConditions conditions;

    JdbcConversations(SqlSession session, Layout layout, Conditions tickets) {
        this.session = session;
        this.layout = layout;
        this.conditions = new ConversationConditions(layout, tickets);
    }

    private Sql select() {
        return Sql.of("select c." + String.join(", c.", COLUMNS) + " from " + layout.name("ticket_conversation")
                + " c where ");
    }

    @Override
    public Optional<StoredConversation> find(ConversationView view, ConversationId id) {
        Sql sql = select().plus(conditions.of(view, id));
        return session.call(connection -> sql.list(connection, JdbcConversations::stored)).stream()
                .findFirst();
    }

    @Override
    public Optional<StoredConversation> lock(ConversationView view, ConversationId id) {
        Sql lock = Sql.of("select 1 from " + layout.name("ticket_conversation") + " c where ")
                .plus(conditions.of(view, id))
                .plus(" for update");
        if (session.call(connection -> lock.list(connection, Row::number)).isEmpty()) {
            return Optional.empty();
        }
        return find(view, id);
    }

    @Override
    public List<Conversation> page(ConversationView view, ConversationQuery query, Seek seek) {
        Keyset keyset = new Keyset("c.created_at", "c.place", false);
        List<Sql> parts = new ArrayList<>();
        // one part for each index
        for (ConversationConditions.Part part : conditions.parts(view, query)) {
            String lead = layout.dialect().isPostgresql() ? null : part.lead();
            parts.add(select().plus(part.condition()).plus(keyset.after(lead, seek)));
        }
        List<Conversation> found = new ArrayList<>(session.call(connection -> {
            List<Conversation> all = new ArrayList<>();
            for (Sql part : parts) {
                part.list(connection, JdbcConversations::stored).forEach(stored -> all.add(stored.conversation()));
            }
            return all;
        }));
        return part(found, seek);
    }

    /** Of the parts, what belongs to the page. */
    private static List<Conversation> part(List<Conversation> found, Seek seek) {
        found.sort(ConversationConditions.NEWEST);
        if (found.size() <= seek.limit()) {
            return found;
        }
        return seek.backward()
                ? found.subList(found.size() - seek.limit(), found.size())
                : found.subList(0, seek.limit());
    }

    private static StoredConversation stored(Row row) throws SQLException {
        ConversationId id = new ConversationId(row.text());
        Long ticket = row.numberOrNull();
        Conversation.Builder conversation = Conversation.builder(id, actor(row.role(), row.text()), row.time())
                .ticket(ticket == null ? null : new TicketId(ticket))
                .updatedAt(row.time())
                .messages(row.number())
                .takenOver(row.timeOrNull(), actorOrNull(row))
                .ended(row.timeOrNull(), actorOrNull(row));
        long answered = row.number();
        String holder = row.textOrNull();
        Instant until = row.timeOrNull();
        Lease lease = holder == null || until == null ? null : new Lease(holder, until);
        return new StoredConversation(conversation.build(), answered, lease, row.textOrNull(), row.number());
    }

    private static @Nullable Actor actorOrNull(Row row) throws SQLException {
        Actor.Role role = row.codeOrNull(Actor.Role::parse);
        String id = row.textOrNull();
        return role == null || id == null ? null : actor(role, id);
    }

    private static Actor actor(Actor.Role role, String id) {
        return switch (role) {
            case REQUESTER -> Actor.requester(id);
            case STAFF -> Actor.staff(id);
            case SYSTEM -> Actor.system(id);
        };
    }

    @Override
    public List<ChatMessage> messages(String tenant, ConversationId id, Seek seek) {
        Keyset keyset = new Keyset("number", "number", true);
        Sql sql = Sql.of(
                        "select " + SAID + " from " + layout.name("ticket_chat_message")
                                + " where tenant = ? and conversation_id = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.text(id.value()))
                .plus(keyset.after(layout.dialect().isPostgresql() ? null : "tenant, conversation_id", seek));
        return keyset.inOrder(seek, session.call(connection -> sql.list(connection, JdbcConversations::message)));
    }

    private static ChatMessage message(Row row) throws SQLException {
        long number = row.number();
        ChatMessage.Sender sender = row.code(ChatMessage.Sender::parse);
        Actor author = actorOrNull(row);
        ChatMessage.Builder message = ChatMessage.builder(number, sender, row.text(), row.time())
                .author(author)
                .answers(row.number())
                .source(row.codeOrNull(Source::parse))
                .confidence(row.decimalOrNull())
                .failure(row.codeOrNull(FailureReason::parse));
        Long run = row.numberOrNull();
        return message.run(run == null ? null : new RunId(run))
                .handsOver(row.flag())
                .build();
    }

    @Override
    public void insert(String tenant, Conversation conversation) {
        List<Sql.Value> values = new ArrayList<>();
        values.add(Sql.Value.text(tenant));
        values.add(Sql.Value.number(ConversationReader.place(conversation.id())));
        values.addAll(values(new StoredConversation(conversation)));
        String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
        Sql sql = Sql.of(
                "insert into " + layout.name("ticket_conversation") + " (tenant, place, " + String.join(", ", COLUMNS)
                        + ") values (" + marks + ")",
                values);
        session.call(sql::update);
    }

    @Override
    public void update(String tenant, StoredConversation conversation) {
        List<Sql.Value> values = values(conversation);
        values.add(Sql.Value.text(tenant));
        values.add(Sql.Value.text(conversation.conversation().id().value()));
        Sql sql = Sql.of(
                "update " + layout.name("ticket_conversation") + " set " + String.join(" = ?, ", COLUMNS)
                        + " = ? where tenant = ? and id = ?",
                values);
        session.call(sql::update);
    }

    /** In the order of the columns. */
    private static List<Sql.Value> values(StoredConversation stored) {
        Conversation conversation = stored.conversation();
        Lease lease = stored.lease();
        List<Sql.Value> values = new ArrayList<>();
        values.add(Sql.Value.text(conversation.id().value()));
        values.add(Sql.Value.number(conversation.ticket().map(TicketId::value).orElse(null)));
        addActor(values, Optional.of(conversation.startedBy()));
        values.add(time(Optional.of(conversation.createdAt())));
        values.add(time(Optional.of(conversation.updatedAt())));
        values.add(Sql.Value.number(conversation.messages()));
        values.add(time(conversation.takenOverAt()));
        addActor(values, conversation.takenOverBy());
        values.add(time(conversation.endedAt()));
        addActor(values, conversation.endedBy());
        values.add(Sql.Value.number(stored.answered()));
        values.add(Sql.Value.text(lease == null ? null : lease.holder()));
        values.add(time(Optional.ofNullable(lease).map(Lease::until)));
        values.add(Sql.Value.text(stored.summary()));
        values.add(Sql.Value.number(stored.summarised()));
        return values;
    }

    private static void addActor(List<Sql.Value> values, Optional<Actor> actor) {
        values.add(Sql.Value.text(actor.map(a -> a.role().wireName()).orElse(null)));
        values.add(Sql.Value.text(actor.map(Actor::id).orElse(null)));
    }

    private static Sql.Value time(Optional<Instant> time) {
        return Sql.Value.number(time.map(EpochMicros::of).orElse(null));
    }

    @Override
    public void add(String tenant, ConversationId id, ChatMessage message) {
        List<Sql.Value> values = new ArrayList<>();
        values.add(Sql.Value.text(tenant));
        values.add(Sql.Value.text(id.value()));
        values.add(Sql.Value.number(message.number()));
        values.add(Sql.Value.text(message.sender().wireName()));
        addActor(values, message.author());
        values.add(Sql.Value.text(message.text()));
        values.add(time(Optional.of(message.at())));
        values.add(Sql.Value.number(message.answers()));
        values.add(Sql.Value.text(message.source().map(Source::wireName).orElse(null)));
        values.add(Sql.Value.decimal(
                message.confidence().isPresent() ? message.confidence().getAsDouble() : null));
        values.add(Sql.Value.text(message.failure().map(FailureReason::wireName).orElse(null)));
        values.add(Sql.Value.number(message.run().map(RunId::value).orElse(null)));
        values.add(Sql.Value.flag(message.handsOver()));
        Sql sql = Sql.of(
                "insert into " + layout.name("ticket_chat_message") + " (tenant, conversation_id, " + SAID
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values);
        session.call(sql::update);
    }

    /** Those somebody began or took part in, and those about tickets of this person. */
    List<StoredConversation> of(
            Connection connection, String tenant, String person, @Nullable ConversationId after, int limit)
            throws SQLException {
        Sql.Value name = Sql.Value.text(person);
        return select().plus(Sql.of(
                        "c.tenant = ? and c.id > ? and (c.started_by = ? or c.taken_over_by = ? or c.ended_by = ?"
                                + " or exists (select 1 from " + layout.name("ticket_chat_message")
                                + " m where m.tenant = c.tenant and m.conversation_id = c.id and m.author = ?)"
                                + " or exists (select 1 from " + layout.name("ticket")
                                + " t where t.tenant = c.tenant and t.id = c.ticket_id and t.requester = ?))"
                                + " order by c.id fetch first " + limit + " rows only",
                        Sql.Value.text(tenant),
                        Sql.Value.text(after == null ? "" : after.value()),
                        name,
                        name,
                        name,
                        name,
                        name))
                .list(connection, JdbcConversations::stored);
    }

    /** The ticket is being erased; what was said goes with the conversations, also what is just being said. */
    int forget(Connection connection, String tenant, TicketId ticket) throws SQLException {
        return Sql.of(
                        "delete from " + layout.name("ticket_conversation") + " where tenant = ? and ticket_id = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.number(ticket.value()))
                .update(connection);
    }
}
