package io.ticketkit.memory;

import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.CommentWriter;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was said on tickets, in maps. */
final class MemoryComments implements CommentWriter {
    private final MemoryState state;
    private final UndoLog undo;

    MemoryComments(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    @Override
    public Optional<Comment> find(String tenant, Scope scope, boolean internal, CommentId id) {
        return Optional.ofNullable(state.comments.get(id.value()))
                .filter(comment -> isVisible(comment, tenant, scope, internal));
    }

    @Override
    public List<Comment> ofTicket(String tenant, Scope scope, boolean internal, TicketId ticket, Seek seek) {
        return part(visibleOn(tenant, scope, internal, ticket), seek);
    }

    @Override
    public long countOfTicket(String tenant, Scope scope, boolean internal, TicketId ticket) {
        return visibleOn(tenant, scope, internal, ticket).count();
    }

    private Stream<Comment> visibleOn(String tenant, Scope scope, boolean internal, TicketId ticket) {
        MemoryLinks links = new MemoryLinks(state, undo);
        return visible(tenant, scope, internal).filter(comment -> links.isOn(tenant, comment.ticket(), ticket));
    }

    @Override
    public List<Comment> ofAll(String tenant, Scope scope, boolean internal, Seek seek) {
        return part(visible(tenant, scope, internal), seek);
    }

    @Override
    public long countOfAll(String tenant, Scope scope, boolean internal) {
        return visible(tenant, scope, internal).count();
    }

    private Stream<Comment> visible(String tenant, Scope scope, boolean internal) {
        return state.comments.values().stream().filter(comment -> isVisible(comment, tenant, scope, internal));
    }

    private boolean isVisible(Comment comment, String tenant, Scope scope, boolean internal) {
        return comment.tenant().equals(tenant)
                && (internal || !comment.isInternal())
                && Optional.ofNullable(state.tickets.get(comment.ticket().value()))
                        .filter(entry -> scope.includes(entry.stored().ticket()))
                        .isPresent();
    }

    private static List<Comment> part(Stream<Comment> comments, Seek seek) {
        return MemoryTransaction.part(
                comments,
                comment -> new Seek.Position(
                        EpochMicros.of(comment.createdAt()), comment.id().value()),
                MemoryTransaction.BY_KEY_THEN_ID,
                seek);
    }

    @Override
    public List<CommentEdit> edits(String tenant, CommentId id, Seek seek) {
        Comment comment = state.comments.get(id.value());
        List<CommentEdit> edits = comment != null && comment.tenant().equals(tenant)
                ? state.commentEdits.getOrDefault(id.value(), List.of())
                : List.of();
        return MemoryTransaction.part(
                edits.stream(),
                edit -> new Seek.Position(edit.number(), edit.number()),
                MemoryTransaction.BY_KEY_THEN_ID,
                seek);
    }

    @Override
    public CommentId nextId(boolean internal) {
        // like sequences, not undone: an id is never given twice
        return new CommentId(internal ? 2 * ++state.lastNote - 1 : 2 * ++state.lastReply);
    }

    @Override
    public void insert(Comment comment) {
        if (!undo.put(state.comments, comment.id().value(), comment, false)) {
            throw new ConstraintViolatedException("ticket_comment_pk", null);
        }
    }

    @Override
    public void edit(Comment after, CommentEdit earlier) {
        long id = after.id().value();
        List<CommentEdit> edits = new ArrayList<>(state.commentEdits.getOrDefault(id, List.of()));
        edits.add(earlier);
        undo.put(state.commentEdits, id, List.copyOf(edits), true);
        undo.put(state.comments, id, after, true);
    }

    @Override
    public void wipe(Comment tombstone) {
        undo.remove(state.commentEdits, tombstone.id().value());
        undo.put(state.comments, tombstone.id().value(), tombstone, true);
    }

    /** The ticket was erased. */
    void forget(TicketId ticket) {
        List<Long> ids = state.comments.values().stream()
                .filter(comment -> comment.ticket().equals(ticket))
                .map(comment -> comment.id().value())
                .toList();
        ids.forEach(id -> {
            undo.remove(state.commentEdits, id);
            undo.remove(state.comments, id);
        });
    }
}
