package io.ticketkit.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.Conversation;
import io.ticketkit.ExternalReference;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HostReference;
import io.ticketkit.PersonalData;
import io.ticketkit.Rating;
import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.NamedValue;
import io.ticketkit.spi.PersonReader;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredConversation;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells everything that is kept about one person, page by page. */
final class PersonExport {
    private static final int PAGE = 100;

    private final TicketStorage storage;
    private final String tenant;
    private final String person;
    private final Consumer<? super PersonalData> each;

    PersonExport(TicketStorage storage, String tenant, String person, Consumer<? super PersonalData> each) {
        this.storage = storage;
        this.tenant = tenant;
        this.person = person;
        this.each = each;
    }

    void run() {
        tickets((persons, after) -> persons.owned(tenant, person, after, PAGE), this::ownTicket);
        tickets((persons, after) -> persons.touched(tenant, person, after, PAGE), this::otherTicket);
        conversations();
        keys();
    }

    private void tickets(BiFunction<PersonReader, @Nullable TicketId, List<TicketId>> find, Consumer<Ticket> of) {
        TicketId last = null;
        List<TicketId> page;
        do {
            TicketId after = last;
            page = read(reader -> find.apply(reader.persons(), after));
            for (TicketId id : page) {
                Optional<Ticket> ticket = read(reader -> reader.find(tenant, Scope.all(), id));
                // one that is gone by now is told of by nobody
                ticket.ifPresent(of);
                last = id;
            }
        } while (!page.isEmpty());
    }

    private void ownTicket(Ticket ticket) {
        TicketId id = ticket.id();
        List<ExternalReference> references = read(reader -> reader.externals().of(tenant, id));
        each.accept(new PersonalData.OwnTicket(ticket, references));
        told(id, comment -> true, line -> true);
        files(id).forEach(each);
        feedback(id, actor -> true);
        Pages.all(seek -> read(reader -> reader.runs().ofTicket(tenant, id, seek)), Pages::positionOf)
                .forEach(run -> each.accept(new PersonalData.Ran(run)));
    }

    private void otherTicket(Ticket ticket) {
        TicketId id = ticket.id();
        if (ticket.assignee().filter(person::equals).isPresent()) {
            each.accept(new PersonalData.Assigned(id));
        }
        Set<TicketField> named = named(ticket);
        if (!named.isEmpty()) {
            each.accept(new PersonalData.Named(id, named));
        }
        told(id, comment -> comment.author().equals(person), this::names);
        files(id).filter(file -> file.attachment().authorId().equals(person)).forEach(each);
        feedback(id, person::equals);
    }

    private Set<TicketField> named(Ticket ticket) {
        Set<TicketField> fields = EnumSet.noneOf(TicketField.class);
        for (ClassifiedField field : ClassifiedField.values()) {
            if (ticket.origin(field).chosenBy().filter(person::equals).isPresent()) {
                fields.add(TicketField.valueOf(field.name()));
            }
        }
        if (ticket.tags().contains(person)) {
            fields.add(TicketField.TAGS);
        }
        if (ticket.attributes().containsValue(person)) {
            fields.add(TicketField.ATTRIBUTES);
        }
        if (ticket.hostReference().map(HostReference::id).filter(person::equals).isPresent()) {
            fields.add(TicketField.HOST_REFERENCE);
        }
        return fields;
    }

    private void told(TicketId id, Predicate<Comment> comments, Predicate<HistoryEntry> lines) {
        Pages.all(
                        seek -> read(reader -> reader.comments().ofTicket(tenant, Scope.all(), true, id, seek)),
                        Pages::positionOf)
                // what is said on duplicates is listed, too
                .filter(comment -> comment.ticket().equals(id))
                .filter(comments)
                .forEach(comment -> each.accept(new PersonalData.Said(comment, edits(comment))));
        Pages.all(seek -> read(reader -> reader.history(tenant, Scope.all(), id, true, seek)), Pages::positionOf)
                .filter(lines)
                .forEach(line -> each.accept(new PersonalData.Recorded(id, line)));
    }

    private List<CommentEdit> edits(Comment comment) {
        return comment.edits() == 0
                ? List.of()
                : Pages.all(
                                (Seek seek) -> read(reader -> reader.comments().edits(tenant, comment.id(), seek)),
                                Pages::positionOf)
                        .toList();
    }

    private boolean names(HistoryEntry line) {
        FieldChange change = line.change().orElse(null);
        return line.actorId().equals(person)
                || (change != null && !NamedValue.renamed(change, person, "").equals(change));
    }

    private Stream<PersonalData.FileKept> files(TicketId id) {
        return Pages.all(
                        seek -> read(reader -> reader.attachments().ofTicket(tenant, Scope.all(), true, id, seek)),
                        Pages::positionOf)
                .filter(file -> file.ticket().equals(id))
                .map(PersonalData.FileKept::new);
    }

    private void feedback(TicketId id, Predicate<String> actor) {
        Optional<Rating> rating = read(reader -> reader.feedback().rating(tenant, id));
        rating.filter(one -> actor.test(one.actorId())).ifPresent(one -> each.accept(new PersonalData.Rated(one)));
        Pages.all(seek -> read(reader -> reader.feedback().answersOf(tenant, id, seek)), Pages::positionOf)
                .filter(stored -> actor.test(stored.feedback().actorId()))
                .forEach(stored -> each.accept(new PersonalData.Judged(stored.feedback())));
    }

    private void conversations() {
        StoredConversation last = null;
        List<StoredConversation> page;
        do {
            StoredConversation after = last;
            page = read(reader -> reader.persons()
                    .conversations(
                            tenant,
                            person,
                            after == null ? null : after.conversation().id(),
                            PAGE));
            page.forEach(this::conversation);
            last = page.isEmpty() ? null : page.get(page.size() - 1);
        } while (last != null);
    }

    private void conversation(StoredConversation stored) {
        Conversation conversation = stored.conversation();
        boolean whole = conversation.startedBy().id().equals(person) || isOnOwnTicket(conversation);
        Optional<String> summary = whole ? Optional.ofNullable(stored.summary()) : Optional.empty();
        each.accept(new PersonalData.Chatted(conversation, summary));
        Pages.all(
                        seek -> read(reader -> reader.conversations().messages(tenant, conversation.id(), seek)),
                        Pages::positionOf)
                .filter(message -> whole
                        || message.author()
                                .filter(author -> author.id().equals(person))
                                .isPresent())
                .forEach(message -> each.accept(new PersonalData.ChatSaid(conversation.id(), message)));
    }

    private boolean isOnOwnTicket(Conversation conversation) {
        return conversation
                .ticket()
                .flatMap(ticket -> read(reader -> reader.find(tenant, Scope.all(), ticket)))
                .flatMap(Ticket::requester)
                .filter(person::equals)
                .isPresent();
    }

    private void keys() {
        IdempotencyKey last = null;
        List<IdempotencyClaim> page;
        do {
            IdempotencyKey after = last;
            page = read(reader -> reader.persons().keys(tenant, person, after, PAGE));
            for (IdempotencyClaim claim : page) {
                each.accept(new PersonalData.KeyUsed(claim.key().key(), claim.ticket(), claim.at()));
                last = claim.key();
            }
        } while (!page.isEmpty());
    }

    private <T> T read(Function<TicketReader, T> work) {
        return storage.<T>read(work);
    }
}
