package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.Ticket;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Turns a draft into a comment. */
final class Remark {
    private final Rules rules;
    private final Actor actor;
    private final CommentDraft draft;

    /**
     * Checks the draft.
     *
     * @throws ValidationException when it is not valid
     */
    Remark(Rules rules, Actor actor, CommentDraft draft) {
        this.rules = rules;
        this.actor = actor;
        this.draft = draft;
        List<Violation> violations = draft.violations();
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
    }

    /** Refuses what the actor may not write. */
    void checkAccess(Access access) {
        require(access, draft.isInternal() ? Action.INTERNAL_NOTES : Action.COMMENT);
        if (draft.kind().isPresent()) {
            require(access, Action.COMMENT_FOR_OTHERS);
        }
    }

    private void require(Access access, Action action) {
        if (!access.allows(action)) {
            throw new AccessDeniedException(actor, action);
        }
    }

    /** Later than the last change of what it is said on. */
    Comment comment(CommentId id, Ticket ticket, Instant lastChange) {
        return Comment.builder()
                .id(id)
                .tenant(ticket.tenant())
                .ticket(ticket.id())
                .author(draft.kind().orElseGet(this::ownKind), draft.author().orElse(actor.id()))
                .internal(draft.isInternal())
                .content(draft.content())
                .ai(draft.ai().orElse(null))
                .createdAt(createdAt(lastChange))
                .build();
    }

    private CommentKind ownKind() {
        return switch (actor.role()) {
            case REQUESTER -> CommentKind.USER;
            case STAFF -> CommentKind.STAFF;
            case SYSTEM -> draft.ai().isPresent() ? CommentKind.AI : CommentKind.SYSTEM;
        };
    }

    /** Later than every reply before it, so that a page that was read stays what it is, though clocks of nodes differ. */
    private Instant createdAt(Instant lastChange) {
        Instant now = rules.now();
        return now.isAfter(lastChange) ? now : lastChange.plus(1, ChronoUnit.MICROS);
    }
}
