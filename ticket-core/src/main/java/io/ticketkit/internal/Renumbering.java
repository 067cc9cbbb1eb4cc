package io.ticketkit.internal;

import io.ticketkit.AnswerFeedback;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Rating;
import io.ticketkit.StorageConflictException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketPast;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import io.ticketkit.spi.WholeTicket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The same tickets with the numbers they have here. */
record Renumbering(TicketWriter writer, String tenant, Map<String, TicketId> ids) {
    TicketId id(String origin) {
        return Optional.ofNullable(ids.get(origin)).orElseThrow(() -> new StorageConflictException(null));
    }

    WholeTicket whole(TicketPast past, TicketId id) {
        Map<CommentId, CommentId> comments = new HashMap<>();
        past.comments()
                .forEach(comment -> comments.put(comment.id(), writer.comments().nextId(comment.isInternal())));
        Map<Long, Long> files = new HashMap<>();
        List<HistoryEntry> history = past.history().stream()
                .map(line -> Pasts.about(line, subject(past, line, comments, files)))
                .toList();
        long hidden = past.history().stream()
                .filter(HistoryEntry::isInternal)
                .mapToLong(HistoryEntry::event)
                .distinct()
                .count();
        Ticket ticket =
                past.ticket().toBuilder().id(id).tenant(tenant).mergedInto(null).build();
        return new WholeTicket(
                new StoredTicket(ticket, past.lastEvent(), hidden),
                history,
                past.comments().stream()
                        .map(comment -> comment(comment, id, known(comments, comment.id())))
                        .toList(),
                past.edits().stream().map(edit -> edit(edit, comments)).toList(),
                past.rating().map(rating -> rating(rating, id)).orElse(null),
                past.feedback().stream()
                        .filter(said -> said.run().isEmpty())
                        .map(said -> feedback(said, id, comments))
                        .toList(),
                List.of(),
                List.of());
    }

    private @Nullable Long subject(
            TicketPast past, HistoryEntry line, Map<CommentId, CommentId> comments, Map<Long, Long> files) {
        return switch (line.kind()) {
            case COMMENTED, COMMENT_EDITED, COMMENT_DELETED ->
                known(comments, new CommentId(line.subject().orElseThrow())).value();
            // the file does not come along; its number is nobody else's
            case ATTACHED, DETACHED ->
                files.computeIfAbsent(
                        line.subject().orElseThrow(),
                        number -> writer.attachments().nextId(line.isInternal()).value());
            case MERGED, ABSORBED, LINKED, UNLINKED -> other(past, line).value();
            default -> null;
        };
    }

    private TicketId other(TicketPast past, HistoryEntry line) {
        String origin = line.subject().isPresent() ? past.others().get(Pasts.other(line)) : null;
        // one that was not there any more
        return origin == null ? writer.nextId() : id(origin);
    }

    private static CommentId known(Map<CommentId, CommentId> comments, CommentId old) {
        return Optional.ofNullable(comments.get(old)).orElseThrow();
    }

    private Comment comment(Comment comment, TicketId ticket, CommentId id) {
        return comment.toBuilder()
                .id(id)
                .tenant(tenant)
                .ticket(ticket)
                .ai(comment.ai().map(mark -> mark.run(null)).orElse(null))
                .build();
    }

    private static CommentEdit edit(CommentEdit edit, Map<CommentId, CommentId> comments) {
        return new CommentEdit(
                known(comments, edit.comment()),
                edit.number(),
                edit.content(),
                edit.editorRole(),
                edit.editorId(),
                edit.replacedAt());
    }

    private static Rating rating(Rating rating, TicketId ticket) {
        return Rating.builder(ticket, rating.score())
                .comment(rating.comment().orElse(null))
                .actor(rating.actorRole(), rating.actorId())
                .at(rating.at(), rating.changedAt())
                .build();
    }

    private static AnswerFeedback feedback(AnswerFeedback said, TicketId ticket, Map<CommentId, CommentId> comments) {
        return AnswerFeedback.builder(ticket, said.isHelpful())
                .comment(said.comment().map(id -> known(comments, id)).orElse(null))
                .text(said.text().orElse(null))
                .actor(said.actorRole(), said.actorId())
                .at(said.at(), said.changedAt())
                .build();
    }
}
