package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.Comment;
import io.ticketkit.CommentKind;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketEvent;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a comment does to its ticket, in one transaction in which that is locked. */
record Discussion(Rules rules, Actor actor, TicketWriter writer, Consumer<TicketEvent> emit) {
    /** Who opens an original: whose reply on a duplicate it was is nothing for those who see only the original. */
    private static final Actor MERGING = Actor.system("ticketkit-merging");

    /** Somebody said something; it is stored by now. What was merged is opened where it goes on. */
    void added(Discussed discussed, Comment comment) {
        StoredTicket after = commented(discussed.stored(), comment);
        if (discussed.original().isPresent()) {
            StoredTicket original = discussed.original().get();
            if (reopens(original.ticket(), comment)) {
                reopen(original, comment.createdAt(), MERGING);
            }
        } else if (reopens(discussed.stored().ticket(), comment)) {
            reopen(after, comment.createdAt(), actor);
        }
    }

    private StoredTicket commented(StoredTicket stored, Comment comment) {
        Ticket ticket = stored.ticket();
        History history = history(stored, comment, comment.createdAt());
        TicketBuilder after = touched(ticket, comment, comment.createdAt());
        if (isFirstResponse(ticket, comment)) {
            after.firstResponseAt(comment.createdAt());
        }
        Ticket now = after.build();
        write(stored, history, now, HistoryEntry.Kind.COMMENTED, comment);
        emit.accept(new TicketEvent.Commented(history.header(now), now, comment));
        return history.stored(now);
    }

    private static boolean isFirstResponse(Ticket ticket, Comment comment) {
        return !comment.isInternal()
                && comment.kind() == CommentKind.STAFF
                && ticket.firstResponseAt().isEmpty()
                && ticket.requester().filter(comment.author()::equals).isEmpty();
    }

    /** It says something else now; that is stored. */
    void edited(StoredTicket stored, Comment comment, Instant at) {
        History history = history(stored, comment, at);
        Ticket now = touched(stored.ticket(), comment, at).build();
        write(stored, history, now, HistoryEntry.Kind.COMMENT_EDITED, comment);
        emit.accept(new TicketEvent.CommentEdited(history.header(now), now, comment));
    }

    /** Only its tombstone is stored now. */
    void deleted(StoredTicket stored, Comment comment, Instant at) {
        History history = history(stored, comment, at);
        Ticket now = touched(stored.ticket(), comment, at).build();
        write(stored, history, now, HistoryEntry.Kind.COMMENT_DELETED, comment);
        emit.accept(new TicketEvent.CommentDeleted(history.header(now), now, comment));
    }

    private History history(StoredTicket stored, Comment comment, Instant at) {
        return comment.isInternal() ? History.nextInternal(stored, at, actor) : History.next(stored, at, actor);
    }

    /** A note leaves the ticket as it is: its version and time would tell. */
    private static TicketBuilder touched(Ticket ticket, Comment comment, Instant at) {
        TicketBuilder builder = ticket.toBuilder();
        return comment.isInternal()
                ? builder
                : builder.version(ticket.version() + 1).updatedAt(at);
    }

    private void write(StoredTicket stored, History history, Ticket after, HistoryEntry.Kind kind, Comment comment) {
        writer.update(
                stored,
                history.stored(after),
                List.of(history.about(kind, comment.id().value())));
    }

    private boolean reopens(Ticket before, Comment comment) {
        return !comment.isInternal()
                && comment.kind() == CommentKind.USER
                && before.status().isDone()
                && rules.workflow().allows(before.status(), Status.OPEN)
                && rules.reopening().reopens(before, comment);
    }

    private void reopen(StoredTicket stored, Instant at, Actor by) {
        Ticket before = stored.ticket();
        Ticket after = before.toBuilder()
                .status(Status.OPEN)
                .resolvedAt(null)
                .closedAt(null)
                .updatedAt(at)
                .version(before.version() + 1)
                .build();
        History history = History.next(stored, at, by);
        List<FieldChange> changes = Differences.between(before, after);
        writer.update(stored, history.stored(after), history.changed(changes, after, Set.of()));
        emit.accept(new TicketEvent.Updated(history.header(after), after, changes, Set.of()));
    }
}
