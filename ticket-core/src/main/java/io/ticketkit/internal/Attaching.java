package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.AttachmentRules;
import io.ticketkit.Comment;
import io.ticketkit.CommentId;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.AttachmentReader;
import io.ticketkit.spi.StoredAttachment;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One file on its way into a ticket: may it, and what becomes of it. */
record Attaching(Engine engine, String tenant, Actor actor, Access access, TicketId ticket, AttachmentDraft draft) {
    /** Before the content is read: what is refused anyway is not worth reading. Always true. */
    boolean check(TicketReader reader) {
        if (reader.find(tenant, access.scope(), ticket).isEmpty()) {
            throw new TicketNotFoundException(ticket);
        }
        checked(reader, 1);
        return true;
    }

    /** Once the content is stored. */
    Attachment attach(TicketWriter writer, Emission emit, String key, long size, String checksum) {
        StoredTicket stored =
                writer.lock(tenant, access.scope(), ticket).orElseThrow(() -> new TicketNotFoundException(ticket));
        // again, now that nobody else can attach anything
        boolean internal = checked(writer, size);
        AttachmentChange change = new AttachmentChange(engine.rules(), actor, writer, emit);
        Attachment attachment = Attachment.builder(writer.attachments().nextId(internal), ticket)
                .comment(draft.comment().orElse(null))
                .name(draft.name())
                .mediaType(draft.mediaType())
                .content(size, checksum)
                .internal(internal)
                .author(actor.role(), actor.id())
                .createdAt(change.timeOf(stored))
                .build();
        writer.attachments().insert(new StoredAttachment(tenant, attachment, key));
        change.attached(stored, attachment);
        return attachment;
    }

    /** Whether it will be internal, when it is allowed. */
    private boolean checked(TicketReader reader, long size) {
        List<Violation> violations = new ArrayList<>();
        Optional<Comment> comment = draft.comment().flatMap(id -> comment(reader, id));
        if (draft.comment().isPresent() && comment.isEmpty()) {
            violations.add(new Violation("comment", "This ticket has no such comment."));
        }
        boolean internal = comment.map(Comment::isInternal).orElse(draft.isInternal());
        requireMayAttach(internal || draft.isInternal(), comment);
        if (internal || actor.role() != Actor.Role.REQUESTER) {
            Merged.refuse(reader, tenant, access.scope(), ticket);
        }
        if (draft.isInternal() && !internal) {
            violations.add(new Violation(
                    "internal", "A file of a public reply is public.", "Attach it to a note, or to the ticket alone."));
        }
        AttachmentRules rules = engine.files().rules();
        violations.addAll(rules.violations(draft));
        violations.addAll(bounds(rules, reader.attachments().amount(tenant, ticket, internal), size));
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        return internal;
    }

    private Optional<Comment> comment(TicketReader reader, CommentId id) {
        return reader.comments()
                .find(tenant, access.scope(), access.allows(Action.INTERNAL_NOTES), id)
                .filter(found -> found.ticket().equals(ticket) && !found.isDeleted());
    }

    private void requireMayAttach(boolean internal, Optional<Comment> comment) {
        require(internal ? Action.INTERNAL_NOTES : Action.COMMENT);
        boolean own = comment.map(
                        to -> to.kind().role() == actor.role() && to.author().equals(actor.id()))
                .orElse(true);
        if (!own) {
            require(Action.MODERATE);
        }
    }

    private void require(Action action) {
        if (!access.allows(action)) {
            throw new AccessDeniedException(actor, action);
        }
    }

    private static List<Violation> bounds(AttachmentRules rules, AttachmentReader.Amount there, long size) {
        List<Violation> violations = new ArrayList<>();
        if (size == 0) {
            violations.add(new Violation("file", "The submitted file is empty."));
        }
        if (there.files() >= rules.maxFiles()) {
            violations.add(
                    new Violation("file", "Ensure this ticket has no more than " + rules.maxFiles() + " files."));
        }
        if (there.bytes() + size > rules.maxTotalBytes()) {
            violations.add(new Violation(
                    "file",
                    "Ensure the files of this ticket have no more than " + rules.maxTotalBytes() + " bytes together."));
        }
        return violations;
    }
}
