package io.ticketkit.memory;

import io.ticketkit.Attachment;
import io.ticketkit.AttachmentId;
import io.ticketkit.CommentId;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.AttachmentWriter;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredAttachment;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files within one transaction. */
final class MemoryAttachments implements AttachmentWriter {
    private final MemoryState state;
    private final UndoLog undo;

    MemoryAttachments(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    private Stream<StoredAttachment> of(String tenant, TicketId ticket) {
        return state.attachments.values().stream()
                .filter(stored -> stored.tenant().equals(tenant)
                        && stored.attachment().ticket().equals(ticket));
    }

    @Override
    public Optional<StoredAttachment> find(
            String tenant, Scope scope, boolean internal, TicketId ticket, AttachmentId id) {
        return visible(tenant, scope, internal, ticket)
                .filter(stored -> stored.attachment().id().equals(id))
                .findFirst();
    }

    private Stream<StoredAttachment> visible(String tenant, Scope scope, boolean internal, TicketId ticket) {
        MemoryLinks links = new MemoryLinks(state, undo);
        return state.attachments.values().stream().filter(stored -> {
            Attachment attachment = stored.attachment();
            return stored.tenant().equals(tenant)
                    && (internal || !attachment.isInternal())
                    && links.isOn(tenant, attachment.ticket(), ticket)
                    && links.isIn(scope, attachment.ticket());
        });
    }

    @Override
    public List<Attachment> ofTicket(String tenant, Scope scope, boolean internal, TicketId ticket, Seek seek) {
        return MemoryTransaction.part(
                visible(tenant, scope, internal, ticket).map(StoredAttachment::attachment),
                attachment -> new Seek.Position(
                        EpochMicros.of(attachment.createdAt()), attachment.id().value()),
                MemoryTransaction.BY_KEY_THEN_ID,
                seek);
    }

    @Override
    public List<StoredAttachment> ofComment(String tenant, TicketId ticket, CommentId comment) {
        return of(tenant, ticket)
                .filter(stored ->
                        stored.attachment().comment().filter(comment::equals).isPresent())
                .toList();
    }

    @Override
    public Amount amount(String tenant, TicketId ticket, boolean internal) {
        List<Attachment> counted = of(tenant, ticket)
                .map(StoredAttachment::attachment)
                .filter(attachment -> attachment.isInternal() == internal)
                .toList();
        return new Amount(
                counted.size(), counted.stream().mapToLong(Attachment::size).sum());
    }

    @Override
    public List<String> keys(String tenant, TicketId ticket) {
        return of(tenant, ticket).map(StoredAttachment::key).toList();
    }

    @Override
    public Set<String> used(Collection<String> keys) {
        return state.attachments.values().stream()
                .map(StoredAttachment::key)
                .filter(keys::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public AttachmentId nextId(boolean internal) {
        // like a sequence, not undone: an id is never given twice
        return new AttachmentId(internal ? (state.lastInternalAttachment += 2) : (state.lastPublicAttachment += 2));
    }

    @Override
    public void insert(StoredAttachment attachment) {
        if (!undo.put(state.attachments, attachment.attachment().id().value(), attachment, false)) {
            throw new ConstraintViolatedException("ticket_attachment_pk", null);
        }
    }

    @Override
    public void delete(StoredAttachment attachment) {
        undo.remove(state.attachments, attachment.attachment().id().value());
        undo.remove(state.contents, new MemoryAttachmentStore.Place(attachment.tenant(), attachment.key()));
    }

    /** The ticket is erased. */
    void forget(String tenant, TicketId ticket) {
        of(tenant, ticket).toList().forEach(this::delete);
    }
}
