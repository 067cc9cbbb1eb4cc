package io.ticketkit.memory;

import static io.ticketkit.memory.MemoryTransaction.BY_KEY_THEN_ID;

import io.ticketkit.Actor;
import io.ticketkit.ChatMessage;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationId;
import io.ticketkit.ConversationQuery;
import io.ticketkit.TicketId;
import io.ticketkit.spi.ConversationReader;
import io.ticketkit.spi.ConversationView;
import io.ticketkit.spi.ConversationWriter;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredConversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Conversations within one transaction. */
final class MemoryConversations implements ConversationWriter {
    record Key(String tenant, ConversationId id) {}

    /** A conversation with all that was said; replaced as a whole. */
    record Entry(StoredConversation stored, List<ChatMessage> messages) {
        Conversation conversation() {
            return stored.conversation();
        }
    }

    private final MemoryState state;
    private final UndoLog undo;

    MemoryConversations(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    @Override
    public Optional<StoredConversation> find(ConversationView view, ConversationId id) {
        return Optional.ofNullable(state.conversations.get(new Key(view.tenant(), id)))
                .map(Entry::stored)
                .filter(stored -> isShown(view, stored.conversation()));
    }

    @Override
    public Optional<StoredConversation> lock(ConversationView view, ConversationId id) {
        return find(view, id);
    }

    private boolean isShown(ConversationView view, Conversation conversation) {
        Actor starter = conversation.startedBy();
        boolean own = starter.role() == view.role() && starter.id().equals(view.actorId());
        return conversation
                .ticket()
                .map(ticket ->
                        isInScope(view, ticket) && (own || view.staff() || starter.role() == Actor.Role.REQUESTER))
                .orElse(own || view.free());
    }

    private boolean isInScope(ConversationView view, TicketId id) {
        return Optional.ofNullable(state.tickets.get(id.value()))
                .map(entry -> entry.stored().ticket())
                .filter(ticket ->
                        ticket.tenant().equals(view.tenant()) && view.scope().includes(ticket))
                .isPresent();
    }

    @Override
    public List<Conversation> page(ConversationView view, ConversationQuery query, Seek seek) {
        Stream<Conversation> shown = of(view.tenant())
                .map(Entry::conversation)
                .filter(conversation -> isShown(view, conversation))
                .filter(conversation ->
                        query.ticket().isEmpty() || query.ticket().equals(conversation.ticket()))
                .filter(conversation -> query.active()
                        .map(wanted -> wanted == conversation.isActive())
                        .orElse(true));
        return MemoryTransaction.part(shown, ConversationReader::positionOf, BY_KEY_THEN_ID.reversed(), seek);
    }

    private Stream<Entry> of(String tenant) {
        return state.conversations.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(Map.Entry::getValue);
    }

    @Override
    public List<ChatMessage> messages(String tenant, ConversationId id, Seek seek) {
        Stream<ChatMessage> messages = Optional.ofNullable(state.conversations.get(new Key(tenant, id))).stream()
                .flatMap(entry -> entry.messages().stream());
        return MemoryTransaction.part(
                messages, message -> new Seek.Position(message.number(), message.number()), BY_KEY_THEN_ID, seek);
    }

    @Override
    public void insert(String tenant, Conversation conversation) {
        Entry entry = new Entry(new StoredConversation(conversation), List.of());
        if (!undo.put(state.conversations, new Key(tenant, conversation.id()), entry, false)) {
            throw new ConstraintViolatedException("ticket_conversation_pk", null);
        }
    }

    @Override
    public void update(String tenant, StoredConversation conversation) {
        Key key = new Key(tenant, conversation.conversation().id());
        Optional.ofNullable(state.conversations.get(key))
                .ifPresent(
                        entry -> undo.put(state.conversations, key, new Entry(conversation, entry.messages()), true));
    }

    @Override
    public void add(String tenant, ConversationId id, ChatMessage message) {
        Key key = new Key(tenant, id);
        Optional.ofNullable(state.conversations.get(key)).ifPresent(entry -> {
            List<ChatMessage> all = new ArrayList<>(entry.messages());
            all.add(message);
            undo.put(state.conversations, key, new Entry(entry.stored(), List.copyOf(all)), true);
        });
    }

    /** The ticket is being erased. */
    void forget(String tenant, TicketId ticket) {
        of(tenant)
                .map(Entry::conversation)
                .filter(conversation ->
                        conversation.ticket().filter(ticket::equals).isPresent())
                .map(conversation -> new Key(tenant, conversation.id()))
                .toList()
                .forEach(key -> undo.remove(state.conversations, key));
    }
}
