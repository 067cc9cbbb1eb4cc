package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.CommentNotFoundException;
import io.ticketkit.Expected;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.RunId;
import io.ticketkit.Ticket;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.LinkReader;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conversation of tickets: public replies and internal notes, of one tenant, as one actor may see them. */
record ScopedComments(Engine engine, String tenant, Actor actor) implements TicketComments {
    @Override
    public Comment add(TicketId id, CommentDraft draft) {
        Access access = access();
        return engine.writeWithRetry((writer, emit) -> {
            Discussed discussed = Discussed.lock(writer, tenant, access.scope(), id);
            Ticket ticket = discussed.stored().ticket();
            Remark remark = new Remark(engine.rules(), actor, draft);
            remark.checkAccess(access);
            Comment comment =
                    remark.comment(writer.comments().nextId(draft.isInternal()), ticket, discussed.lastChange());
            Optional<Comment> earlier = KeyedRequest.<Comment>of(
                            tenant,
                            actor,
                            draft.idempotencyKey(),
                            Fingerprint.of(id, draft),
                            (reader, claim) ->
                                    Optional.ofNullable(claim.comment()).flatMap(made -> find(reader, access, made)))
                    .flatMap(request -> request.claim(
                            writer, id, comment.id(), engine.rules().now()));
            if (earlier.isPresent()) {
                return earlier.get();
            }
            if (comment.isInternal() || comment.kind() != CommentKind.USER) {
                Merged.refuse(writer, access.scope(), ticket);
            }
            Versions.check(draft.answering(), ticket);
            checkRun(writer, access, id, draft);
            writer.comments().insert(comment);
            new Discussion(engine.rules(), actor, writer, emit).added(discussed, comment);
            return comment;
        });
    }

    /** What a machine wrote may come from a run for this ticket, or for one whose conversation is joined with its own. */
    private void checkRun(TicketReader reader, Access access, TicketId id, CommentDraft draft) {
        RunId run = draft.ai().flatMap(AiMark::run).orElse(null);
        if (run != null
                && reader.runs()
                        .ticketOf(tenant, run)
                        .filter(other -> other.equals(id) || isJoined(reader, access, id, other))
                        .isEmpty()) {
            throw new ValidationException(List.of(new Violation(
                    "run",
                    "This ticket has no such run. Name the run that gave this text for it, or leave the run out.")));
        }
    }

    private boolean isJoined(TicketReader reader, Access access, TicketId id, TicketId other) {
        LinkReader links = reader.links();
        boolean joined = links.mergedInto(tenant, other).filter(id::equals).isPresent()
                || links.mergedInto(tenant, id).filter(other::equals).isPresent();
        return joined && reader.find(tenant, access.scope(), other).isPresent();
    }

    @Override
    public Comment edit(CommentId id, Expected expected, String content) {
        Access access = access();
        return engine.write((writer, emit) -> {
            StoredTicket stored = lock(writer, access, id);
            Comment before = reread(writer, access, id);
            if (before.isDeleted()) {
                throw new CommentNotFoundException(id);
            }
            List<Violation> violations = CommentDraft.reply(content).violations();
            if (!violations.isEmpty()) {
                throw new ValidationException(violations);
            }
            checkMayChange(access, before);
            Versions.check(expected, before);
            String text = content.strip();
            if (text.equals(before.content())) {
                return before;
            }
            Instant at = timeOf(stored.ticket());
            Comment after = before.toBuilder()
                    .content(text)
                    .edits(before.edits() + 1)
                    .editedAt(at)
                    .build();
            writer.comments()
                    .edit(after, new CommentEdit(id, after.edits(), before.content(), actor.role(), actor.id(), at));
            new Discussion(engine.rules(), actor, writer, emit).edited(stored, after, at);
            return after;
        });
    }

    @Override
    public Comment delete(CommentId id, Expected expected) {
        Access access = access();
        return engine.write((writer, emit) -> {
            StoredTicket stored = lock(writer, access, id);
            Comment before = reread(writer, access, id);
            checkMayChange(access, before);
            if (before.isDeleted()) {
                return before;
            }
            Versions.check(expected, before);
            Instant at = timeOf(stored.ticket());
            Comment tombstone = before.toBuilder()
                    .content("")
                    .ai(null)
                    .edits(0)
                    .deletedAt(at)
                    .build();
            writer.comments().wipe(tombstone);
            engine.files().deleteOf(writer, emit, tenant, before.ticket(), id);
            new Discussion(engine.rules(), actor, writer, emit).deleted(stored, tombstone, at);
            return tombstone;
        });
    }

    private StoredTicket lock(TicketWriter writer, Access access, CommentId id) {
        return find(writer, access, id)
                .flatMap(comment -> writer.lock(tenant, access.scope(), comment.ticket()))
                .orElseThrow(() -> new CommentNotFoundException(id));
    }

    /** As it is now that nobody else can change it. */
    private Comment reread(TicketReader reader, Access access, CommentId id) {
        return find(reader, access, id).orElseThrow(() -> new CommentNotFoundException(id));
    }

    private void checkMayChange(Access access, Comment comment) {
        Action own = comment.isInternal() ? Action.INTERNAL_NOTES : Action.COMMENT;
        Action needed = isOwn(comment) ? own : Action.MODERATE;
        if (!access.allows(needed)) {
            throw new AccessDeniedException(actor, needed);
        }
    }

    private boolean isOwn(Comment comment) {
        return comment.kind().role() == actor.role() && comment.author().equals(actor.id());
    }

    /** Clocks of two nodes may differ; time never runs backwards on one ticket. */
    private Instant timeOf(Ticket ticket) {
        Instant now = engine.rules().now();
        return now.isBefore(ticket.updatedAt()) ? ticket.updatedAt() : now;
    }

    @Override
    public Optional<Comment> find(CommentId id) {
        Access access = access();
        return engine.storage().read(reader -> find(reader, access, id));
    }

    private Optional<Comment> find(TicketReader reader, Access access, CommentId id) {
        return reader.comments().find(tenant, access.scope(), seesNotes(access), id);
    }

    @Override
    public Page<Comment> list(TicketId ticket, PageRequest page) {
        Access access = access();
        Cursors cursors = cursors("comments", access, ticket.toString());
        Seek seek = cursors.seek(page);
        List<Comment> found = engine.storage().read(reader -> {
            checkSees(reader, access, ticket);
            return reader.comments().ofTicket(tenant, access.scope(), seesNotes(access), ticket, seek);
        });
        return cursors.page(page, seek, found, ScopedComments::positionOf);
    }

    @Override
    public long count(TicketId ticket) {
        Access access = access();
        return engine.storage().read(reader -> {
            checkSees(reader, access, ticket);
            return reader.comments().countOfTicket(tenant, access.scope(), seesNotes(access), ticket);
        });
    }

    private void checkSees(TicketReader reader, Access access, TicketId ticket) {
        if (reader.find(tenant, access.scope(), ticket).isEmpty()) {
            throw new TicketNotFoundException(ticket);
        }
    }

    @Override
    public Page<Comment> all(PageRequest page) {
        Access access = access();
        Cursors cursors = cursors("all comments", access, "");
        Seek seek = cursors.seek(page);
        List<Comment> found = engine.storage()
                .read(reader -> reader.comments().ofAll(tenant, access.scope(), seesNotes(access), seek));
        return cursors.page(page, seek, found, ScopedComments::positionOf);
    }

    @Override
    public long countAll() {
        Access access = access();
        return engine.storage().read(reader -> reader.comments().countOfAll(tenant, access.scope(), seesNotes(access)));
    }

    private static Seek.Position positionOf(Comment comment) {
        return new Seek.Position(
                EpochMicros.of(comment.createdAt()), comment.id().value());
    }

    @Override
    public Page<CommentEdit> edits(CommentId id, PageRequest page) {
        Access access = access();
        Cursors cursors = cursors("edits", access, id.toString());
        Seek seek = cursors.seek(page);
        List<CommentEdit> found = engine.storage().read(reader -> {
            Comment comment = reread(reader, access, id);
            if (!isOwn(comment) && !access.allows(Action.MODERATE)) {
                throw new AccessDeniedException(actor, Action.MODERATE);
            }
            return reader.comments().edits(tenant, id, seek);
        });
        return cursors.page(page, seek, found, edit -> new Seek.Position(edit.number(), edit.number()));
    }

    /** What somebody saw who could see notes leads nowhere for who cannot any more. */
    private Cursors cursors(String list, Access access, String filter) {
        return Cursors.of(list + (seesNotes(access) ? " with notes" : ""), tenant, actor, filter);
    }

    private static boolean seesNotes(Access access) {
        return access.allows(Action.INTERNAL_NOTES);
    }

    private Access access() {
        return engine.rules().require(actor, Action.VIEW);
    }
}
