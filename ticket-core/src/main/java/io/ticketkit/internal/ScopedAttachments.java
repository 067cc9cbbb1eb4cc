package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.AttachmentId;
import io.ticketkit.AttachmentNotFoundException;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.StorageException;
import io.ticketkit.TicketAttachments;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredAttachment;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The files on tickets of one tenant as one actor may see them. */
record ScopedAttachments(Engine engine, String tenant, Actor actor) implements TicketAttachments {
    @Override
    public Attachment add(TicketId ticket, AttachmentDraft draft, InputStream content) throws IOException {
        Access access = access();
        Attaching attaching = new Attaching(engine, tenant, actor, access, ticket, draft);
        engine.storage().read(attaching::check);
        MeasuredContent measured =
                new MeasuredContent(content, engine.files().rules().maxBytes());
        String key;
        try {
            key = engine.files().put(tenant, engine.rules().now(), measured);
        } catch (MeasuredContent.TooLargeException e) {
            throw new ValidationException(List.of(new Violation(
                    "file",
                    "Ensure this file has no more than "
                            + engine.files().rules().maxBytes() + " bytes.")));
        }
        String checksum = measured.checksum();
        try {
            return engine.write((writer, emit) -> attaching.attach(writer, emit, key, measured.size(), checksum));
        } catch (StorageException e) {
            // whether it was committed may be unknown: content that belongs to nothing is swept, lost content is lost
            throw e;
        } catch (RuntimeException e) {
            engine.files().discard(tenant, key);
            throw e;
        }
    }

    @Override
    public Page<Attachment> list(TicketId ticket, PageRequest page) {
        Access access = access();
        boolean internal = access.allows(Action.INTERNAL_NOTES);
        Cursors cursors =
                Cursors.of(internal ? "attachments with internal" : "attachments", tenant, actor, ticket.toString());
        Seek seek = cursors.seek(page);
        List<Attachment> found = engine.storage().read(reader -> {
            requireTicket(reader, access, ticket);
            return reader.attachments().ofTicket(tenant, access.scope(), internal, ticket, seek);
        });
        return cursors.page(page, seek, found, ScopedAttachments::positionOf);
    }

    private static Seek.Position positionOf(Attachment attachment) {
        return new Seek.Position(
                EpochMicros.of(attachment.createdAt()), attachment.id().value());
    }

    @Override
    public Optional<Attachment> find(TicketId ticket, AttachmentId id) {
        Access access = access();
        return engine.storage()
                .read(reader -> reader.find(tenant, access.scope(), ticket).isEmpty()
                        ? Optional.empty()
                        : visible(reader, access, ticket, id).map(StoredAttachment::attachment));
    }

    @Override
    public <T> T read(TicketId ticket, AttachmentId id, ContentReader<T> work) throws IOException {
        Access access = access();
        StoredAttachment found = engine.storage().read(reader -> {
            requireTicket(reader, access, ticket);
            return visible(reader, access, ticket, id).orElseThrow(() -> new AttachmentNotFoundException(id));
        });
        try (InputStream content =
                new CheckedContent(found.attachment(), engine.files().open(found))) {
            return work.read(found.attachment(), content);
        }
    }

    @Override
    public void delete(TicketId ticket, AttachmentId id) {
        Access access = access();
        engine.write((writer, emit) -> {
            StoredTicket stored =
                    writer.lock(tenant, access.scope(), ticket).orElseThrow(() -> new TicketNotFoundException(ticket));
            StoredAttachment found =
                    // that of a duplicate is not on the ticket that is locked
                    visible(writer, access, ticket, id)
                            .filter(file -> file.attachment().ticket().equals(ticket))
                            .orElseThrow(() -> new AttachmentNotFoundException(id));
            requireMayDelete(access, found.attachment());
            engine.files().delete(writer, emit, found);
            new AttachmentChange(engine.rules(), actor, writer, emit).detached(stored, found.attachment());
            return found;
        });
    }

    private void requireMayDelete(Access access, Attachment attachment) {
        boolean own =
                attachment.authorRole() == actor.role() && attachment.authorId().equals(actor.id());
        Action needed = attachment.isInternal() ? Action.INTERNAL_NOTES : Action.COMMENT;
        if (!access.allows(own ? needed : Action.MODERATE)) {
            throw new AccessDeniedException(actor, own ? needed : Action.MODERATE);
        }
    }

    private void requireTicket(TicketReader reader, Access access, TicketId ticket) {
        if (reader.find(tenant, access.scope(), ticket).isEmpty()) {
            throw new TicketNotFoundException(ticket);
        }
    }

    private Optional<StoredAttachment> visible(TicketReader reader, Access access, TicketId ticket, AttachmentId id) {
        return reader.attachments().find(tenant, access.scope(), access.allows(Action.INTERNAL_NOTES), ticket, id);
    }

    private Access access() {
        return engine.rules().require(actor, Action.VIEW);
    }
}
