package io.ticketkit.memory;

import io.ticketkit.AnswerFeedback;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.ExternalReference;
import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.TicketSelection;
import io.ticketkit.spi.ArchiveWriter;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredAnswerFeedback;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.WholeTicket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tickets with all that belongs to them, out of maps. */
final class MemoryArchive implements ArchiveWriter {
    private static final Seek ALL = new Seek(null, false, Integer.MAX_VALUE);

    private final MemoryTransaction transaction;
    private final MemoryState state;
    private final UndoLog undo;

    MemoryArchive(MemoryTransaction transaction, MemoryState state, UndoLog undo) {
        this.transaction = transaction;
        this.state = state;
        this.undo = undo;
    }

    @Override
    public List<WholeTicket> page(TicketSelection selection, Seek seek) {
        List<Ticket> page = transaction.page(selection, seek);
        List<TicketId> ids = page.stream().map(Ticket::id).toList();
        Map<TicketId, List<Comment>> comments = new HashMap<>();
        state.comments.values().stream()
                .filter(comment -> ids.contains(comment.ticket()))
                .sorted(Comparator.comparing(Comment::createdAt)
                        .thenComparing(comment -> comment.id().value()))
                .forEach(comment -> comments.computeIfAbsent(comment.ticket(), id -> new ArrayList<>())
                        .add(comment));
        return page.stream()
                .map(ticket -> whole(ticket, comments.getOrDefault(ticket.id(), List.of())))
                .toList();
    }

    private WholeTicket whole(Ticket ticket, List<Comment> comments) {
        MemoryState.Entry entry =
                Objects.requireNonNull(state.tickets.get(ticket.id().value()));
        List<CommentEdit> edits = comments.stream()
                .flatMap(comment -> state.commentEdits.getOrDefault(comment.id().value(), List.of()).stream())
                .toList();
        List<AnswerFeedback> feedback = new MemoryFeedback(transaction, state, undo)
                .answersOf(ticket.tenant(), ticket.id(), ALL).stream()
                        .map(StoredAnswerFeedback::feedback)
                        .toList();
        return new WholeTicket(
                new StoredTicket(
                        ticket, entry.stored().lastEvent(), entry.stored().hiddenEvents()),
                entry.history(),
                comments,
                edits,
                state.ratings.get(ticket.id().value()),
                feedback,
                links(ticket),
                new MemoryExternals(state, undo).of(ticket.tenant(), ticket.id()));
    }

    private List<WholeTicket.Link> links(Ticket ticket) {
        return transaction.links().of(ticket.tenant(), Scope.all(), ticket.id(), ALL).stream()
                .map(link -> new WholeTicket.Link(link.kind(), link.ticket().id(), link.at()))
                .sorted(Comparator.<WholeTicket.Link>comparingLong(
                                link -> link.other().value())
                        .thenComparing(WholeTicket.Link::kind, Comparator.comparingInt(TicketLink.Kind::rank)))
                .toList();
    }

    @Override
    public Map<TicketId, Instant> createdAt(String tenant, Scope scope, Collection<TicketId> tickets) {
        Map<TicketId, Instant> found = new HashMap<>();
        tickets.forEach(
                id -> transaction.find(tenant, scope, id).ifPresent(ticket -> found.put(id, ticket.createdAt())));
        return found;
    }

    @Override
    public Map<TicketId, String> names(String tenant, String system, Collection<TicketId> tickets) {
        Map<TicketId, String> found = new HashMap<>();
        state.externals.forEach((key, ticket) -> {
            if (key.tenant().equals(tenant) && key.reference().system().equals(system) && tickets.contains(ticket)) {
                found.merge(ticket, key.reference().id(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        });
        return found;
    }

    @Override
    public Map<String, TicketId> named(String tenant, String system, Collection<String> names) {
        Map<String, TicketId> found = new HashMap<>();
        for (String name : names) {
            TicketId ticket = state.externals.get(new MemoryExternals.Key(tenant, new ExternalReference(system, name)));
            if (ticket != null) {
                found.put(name, ticket);
            }
        }
        return found;
    }

    @Override
    public void insert(List<WholeTicket> tickets) {
        transaction.insert(tickets.stream()
                .map(ticket -> new NewTicket(ticket.stored(), ticket.history()))
                .toList());
        tickets.forEach(this::hang);
    }

    private void hang(WholeTicket whole) {
        String tenant = whole.stored().ticket().tenant();
        MemoryComments comments = new MemoryComments(state, undo);
        whole.comments().forEach(comments::insert);
        Map<Long, List<CommentEdit>> edits = new HashMap<>();
        whole.edits()
                .forEach(edit -> edits.computeIfAbsent(edit.comment().value(), id -> new ArrayList<>())
                        .add(edit));
        edits.forEach((id, texts) -> undo.put(state.commentEdits, id, List.copyOf(texts), false));
        MemoryFeedback feedback = new MemoryFeedback(transaction, state, undo);
        if (whole.rating() != null) {
            feedback.rate(tenant, whole.rating());
        }
        whole.feedback().forEach(said -> feedback.put(new StoredAnswerFeedback(tenant, feedback.nextAnswerId(), said)));
    }
}
