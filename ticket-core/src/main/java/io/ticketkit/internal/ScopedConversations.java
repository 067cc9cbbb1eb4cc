package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.ChatMessage;
import io.ticketkit.ChatOutcome;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationEndedException;
import io.ticketkit.ConversationId;
import io.ticketkit.ConversationNotFoundException;
import io.ticketkit.ConversationQuery;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Scope;
import io.ticketkit.TicketConversations;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.spi.ConversationReader;
import io.ticketkit.spi.ConversationView;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredConversation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chats between people and a machine, of a ticket or free, of one tenant, as one actor may see them. */
record ScopedConversations(Engine engine, String tenant, Actor actor) implements TicketConversations {
    @Override
    public Conversation start(@Nullable TicketId ticket) {
        Access access = require();
        Instant now = engine.rules().now();
        Conversation conversation = Conversation.builder(
                        new ConversationId(UUID.randomUUID().toString()), Chat.named(actor), now)
                .ticket(ticket)
                .build();
        return engine.storage().write(writer -> {
            if (ticket != null && writer.lock(tenant, access.scope(), ticket).isEmpty()) {
                throw new TicketNotFoundException(ticket);
            }
            writer.conversations().insert(tenant, conversation);
            return conversation;
        });
    }

    @Override
    public Optional<Conversation> find(ConversationId id) {
        ConversationView view = view(require());
        return engine.storage()
                .read(reader -> reader.conversations().find(view, id).map(StoredConversation::conversation));
    }

    @Override
    public Page<Conversation> list(ConversationQuery query, PageRequest page) {
        ConversationView view = view(require());
        Cursors cursors = Cursors.of("conversations", tenant, actor, query.ticket() + " " + query.active());
        Seek seek = cursors.seek(page);
        List<Conversation> found =
                engine.storage().read(reader -> reader.conversations().page(view, query, seek));
        return cursors.page(page, seek, found, ConversationReader::positionOf);
    }

    @Override
    public Page<ChatMessage> messages(ConversationId id, PageRequest page) {
        ConversationView view = view(require());
        Cursors cursors = Cursors.of("messages", tenant, actor, id.value());
        Seek seek = cursors.seek(page);
        List<ChatMessage> found = engine.storage().read(reader -> {
            if (reader.conversations().find(view, id).isEmpty()) {
                throw new ConversationNotFoundException(id);
            }
            return reader.conversations().messages(tenant, id, seek);
        });
        return cursors.page(page, seek, found, message -> new Seek.Position(message.number(), message.number()));
    }

    @Override
    public ChatOutcome say(ConversationId id, String message) {
        Access access = require();
        String text = ChatMessage.checked(message);
        return new Chat(engine, actor, access, view(access), id).say(text);
    }

    @Override
    public Conversation takeOver(ConversationId id) {
        Access access = require();
        if (!access.allows(Action.INTERNAL_NOTES)) {
            throw new AccessDeniedException(actor, Action.INTERNAL_NOTES);
        }
        Instant now = engine.rules().now();
        return change(access, id, before -> {
            if (!before.isActive()) {
                throw new ConversationEndedException(id);
            }
            return before.isTakenOver()
                    ? before
                    : before.toBuilder()
                            .takenOver(now, Chat.named(actor))
                            .updatedAt(Chat.later(now, before.updatedAt()))
                            .build();
        });
    }

    @Override
    public Conversation end(ConversationId id) {
        Instant now = engine.rules().now();
        return change(
                require(),
                id,
                before -> before.isActive()
                        ? before.toBuilder()
                                .ended(now, Chat.named(actor))
                                .updatedAt(Chat.later(now, before.updatedAt()))
                                .build()
                        : before);
    }

    /** What changes nothing writes nothing. */
    private Conversation change(Access access, ConversationId id, UnaryOperator<Conversation> change) {
        ConversationView view = view(access);
        return engine.storage().write(writer -> {
            StoredConversation stored =
                    writer.conversations().lock(view, id).orElseThrow(() -> new ConversationNotFoundException(id));
            Conversation after = change.apply(stored.conversation());
            if (!after.equals(stored.conversation())) {
                writer.conversations().update(tenant, stored.with(after));
            }
            return after;
        });
    }

    private ConversationView view(Access access) {
        boolean staff = access.allows(Action.INTERNAL_NOTES);
        return new ConversationView(
                tenant, access.scope(), actor.role(), actor.id(), staff, staff && access.scope() instanceof Scope.All);
    }

    private Access require() {
        return engine.rules().require(actor, Action.CHAT);
    }
}
