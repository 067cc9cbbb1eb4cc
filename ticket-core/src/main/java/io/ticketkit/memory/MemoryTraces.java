package io.ticketkit.memory;

import io.ticketkit.Actor;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.ChatMessage;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.Conversation;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HostReference;
import io.ticketkit.Origin;
import io.ticketkit.Rating;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketId;
import io.ticketkit.spi.NamedValue;
import io.ticketkit.spi.QueuedEvent;
import io.ticketkit.spi.StoredAnswerFeedback;
import io.ticketkit.spi.StoredConversation;
import io.ticketkit.spi.StoredTicket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the id of one person stands on tickets of one tenant. */
final class MemoryTraces {
    private final MemoryState state;
    private final UndoLog undo;
    private final String tenant;
    private final String person;

    MemoryTraces(MemoryState state, UndoLog undo, String tenant, String person) {
        this.state = state;
        this.undo = undo;
        this.tenant = tenant;
        this.person = person;
    }

    /** Also those of other tenants, where ids of tickets do not tell whose they are. */
    Set<TicketId> tickets() {
        Set<TicketId> found = new HashSet<>();
        state.tickets.values().stream()
                .filter(this::names)
                .forEach(entry -> found.add(entry.stored().ticket().id()));
        state.comments.values().stream()
                .filter(comment -> comment.author().equals(person))
                .forEach(comment -> found.add(comment.ticket()));
        state.commentEdits.forEach((id, edits) -> {
            Comment comment = state.comments.get(id);
            if (comment != null
                    && edits.stream().anyMatch(edit -> edit.editorId().equals(person))) {
                found.add(comment.ticket());
            }
        });
        state.attachments.values().stream()
                .filter(stored -> stored.attachment().authorId().equals(person))
                .forEach(stored -> found.add(stored.attachment().ticket()));
        state.ratings.values().stream()
                .filter(rating -> rating.actorId().equals(person))
                .forEach(rating -> found.add(rating.ticket()));
        state.answers.values().stream()
                .filter(stored -> stored.feedback().actorId().equals(person))
                .forEach(stored -> found.add(stored.feedback().ticket()));
        return found;
    }

    private boolean names(MemoryState.Entry entry) {
        Ticket ticket = entry.stored().ticket();
        return ticket.assignee().filter(person::equals).isPresent()
                || ticket.hostReference()
                        .filter(reference -> reference.id().equals(person))
                        .isPresent()
                || ticket.tags().contains(person)
                || ticket.attributes().containsValue(person)
                || Stream.of(ClassifiedField.values())
                        .anyMatch(field -> ticket.origin(field)
                                .chosenBy()
                                .filter(person::equals)
                                .isPresent())
                || entry.history().stream().anyMatch(this::names);
    }

    private boolean names(HistoryEntry line) {
        return line.actorId().equals(person)
                || line.change()
                        .filter(change ->
                                !NamedValue.renamed(change, person, "").equals(change))
                        .isPresent();
    }

    void rename(TicketId id, String name) {
        MemoryState.Entry entry = state.tickets.get(id.value());
        if (entry == null || !entry.stored().ticket().tenant().equals(tenant)) {
            return;
        }
        StoredTicket stored = entry.stored();
        StoredTicket renamed =
                new StoredTicket(renamed(stored.ticket(), name), stored.lastEvent(), stored.hiddenEvents());
        List<HistoryEntry> lines =
                entry.history().stream().map(line -> renamed(line, name)).toList();
        undo.put(state.tickets, id.value(), new MemoryState.Entry(renamed, lines), true);
        comments(id, name);
        feedback(id, name);
    }

    private Ticket renamed(Ticket ticket, String name) {
        Map<String, String> attributes = new TreeMap<>(ticket.attributes());
        attributes.replaceAll((key, value) -> of(value, name));
        Set<String> tags = new TreeSet<>(ticket.tags());
        tags.remove(person);
        TicketBuilder after = ticket.toBuilder()
                .assignee(ticket.assignee().map(id -> of(id, name)).orElse(null))
                .hostReference(ticket.hostReference()
                        .map(reference ->
                                reference.id().equals(person) ? new HostReference(reference.type(), name) : reference)
                        .orElse(null))
                .attributes(attributes)
                .tags(tags);
        for (ClassifiedField field : ClassifiedField.values()) {
            Origin origin = ticket.origin(field);
            if (origin.chosenBy().filter(person::equals).isPresent()) {
                after.origin(
                        field,
                        Origin.stored(
                                origin.source(),
                                name,
                                origin.confidence().isPresent()
                                        ? origin.confidence().getAsDouble()
                                        : null,
                                origin.needsReview()));
            }
        }
        return after.build();
    }

    private String of(String value, String name) {
        return value.equals(person) ? name : value;
    }

    private HistoryEntry renamed(HistoryEntry line, String name) {
        FieldChange change =
                line.change().map(c -> NamedValue.renamed(c, person, name)).orElse(null);
        return HistoryEntry.builder(line.event(), line.position())
                .at(line.at())
                .actor(line.actorRole(), of(line.actorId(), name))
                .kind(line.kind())
                .change(change)
                .internal(line.isInternal())
                .subject(line.subject().isPresent() ? line.subject().getAsLong() : null)
                .build();
    }

    private void comments(TicketId id, String name) {
        List<Comment> all = state.comments.values().stream()
                .filter(comment -> comment.ticket().equals(id))
                .toList();
        for (Comment comment : all) {
            if (comment.author().equals(person)) {
                Comment renamed =
                        comment.toBuilder().author(comment.kind(), name).build();
                undo.put(state.comments, comment.id().value(), renamed, true);
            }
            List<CommentEdit> edits = state.commentEdits.get(comment.id().value());
            if (edits != null) {
                List<CommentEdit> renamed = edits.stream()
                        .map(edit -> new CommentEdit(
                                edit.comment(),
                                edit.number(),
                                edit.content(),
                                edit.editorRole(),
                                of(edit.editorId(), name),
                                edit.replacedAt()))
                        .toList();
                undo.put(state.commentEdits, comment.id().value(), renamed, true);
            }
        }
    }

    private void feedback(TicketId id, String name) {
        Optional.ofNullable(state.ratings.get(id.value()))
                .filter(rating -> rating.actorId().equals(person))
                .ifPresent(rating -> undo.put(
                        state.ratings,
                        id.value(),
                        Rating.builder(id, rating.score())
                                .actor(rating.actorRole(), name)
                                .at(rating.at(), rating.changedAt())
                                .build(),
                        true));
        List<StoredAnswerFeedback> own = state.answers.values().stream()
                .filter(stored -> stored.feedback().ticket().equals(id)
                        && stored.feedback().actorId().equals(person))
                .toList();
        for (StoredAnswerFeedback stored : own) {
            AnswerFeedback old = stored.feedback();
            AnswerFeedback renamed = AnswerFeedback.builder(id, old.isHelpful())
                    .run(old.run().orElse(null))
                    .comment(old.comment().orElse(null))
                    .actor(old.actorRole(), name)
                    .at(old.at(), old.changedAt())
                    .build();
            boolean taken = new MemoryFeedback(new MemoryTransaction(state), state, undo)
                    .answer(
                            tenant,
                            id,
                            old.actorRole(),
                            name,
                            old.run().orElse(null),
                            old.comment().orElse(null))
                    .isPresent();
            if (taken) {
                undo.remove(state.answers, stored.id());
            } else {
                undo.put(state.answers, stored.id(), new StoredAnswerFeedback(tenant, stored.id(), renamed), true);
            }
        }
    }

    /** In events that wait, also of tickets that are erased. Says how many there were. */
    int renameEvents(String name) {
        List<Map.Entry<MemoryOutboxQueue.Key, MemoryOutboxQueue.Delivery>> all = state.outbox.entrySet().stream()
                .filter(entry -> entry.getValue().event().tenant().equals(tenant)
                        && entry.getValue().event().actorId().equals(person))
                .map(Map.Entry::copyOf)
                .toList();
        all.forEach(entry -> undo.put(state.outbox, entry.getKey(), renamed(entry.getValue(), name), true));
        return all.size();
    }

    private static MemoryOutboxQueue.Delivery renamed(MemoryOutboxQueue.Delivery delivery, String name) {
        QueuedEvent event = delivery.event();
        QueuedEvent renamed = new QueuedEvent(
                event.tenant(),
                event.ticket(),
                event.number(),
                event.type(),
                event.internal(),
                event.hidden(),
                event.at(),
                event.actorRole(),
                name);
        return new MemoryOutboxQueue.Delivery(
                renamed,
                delivery.due(),
                delivery.claimed(),
                delivery.claims(),
                delivery.attempts(),
                delivery.failure(),
                delivery.diedAt());
    }

    /** A chat in which the person has another name and said only that. */
    static MemoryConversations.Entry renamed(MemoryConversations.Entry entry, String person, String name) {
        Conversation chat = entry.conversation();
        Conversation renamed = chat.toBuilder()
                .takenOver(chat.takenOverAt().orElse(null), renamed(chat.takenOverBy(), person, name))
                .ended(chat.endedAt().orElse(null), renamed(chat.endedBy(), person, name))
                .build();
        List<ChatMessage> messages = entry.messages().stream()
                .map(message -> renamed(message, person, name))
                .toList();
        StoredConversation old = entry.stored();
        return new MemoryConversations.Entry(
                new StoredConversation(renamed, old.answered(), old.lease(), null, 0), messages);
    }

    private static @Nullable Actor renamed(Optional<Actor> actor, String person, String name) {
        return actor.map(a -> a.id().equals(person) ? named(a.role(), name) : a).orElse(null);
    }

    private static Actor named(Actor.Role role, String name) {
        return switch (role) {
            case REQUESTER -> Actor.requester(name);
            case STAFF -> Actor.staff(name);
            case SYSTEM -> Actor.system(name);
        };
    }

    private static ChatMessage renamed(ChatMessage message, String person, String name) {
        Actor author = message.author().orElse(null);
        return author == null || !author.id().equals(person)
                ? message
                : ChatMessage.builder(message.number(), message.sender(), name, message.at())
                        .author(named(author.role(), name))
                        .build();
    }
}
