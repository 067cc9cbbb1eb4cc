package io.ticketkit;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * All that is kept about one person of a tenant. Needs {@link Action#PRIVACY}, which by default only system actors have;
 * the scope of the actor plays no part. A person is named by the host's id, whatever part was played: requester, staff or
 * program. Thread-safe.
 */
public interface TicketPrivacy {
    /** What stands where the id of an erased person stood. */
    String ERASED = "erased-person";

    /**
     * Tells everything that is kept about a person: the tickets of the person with all that hangs on them, then what the
     * person did on tickets of others, chats, and keys. It reads page by page, each in a short transaction (joining: in the
     * host's): what changes meanwhile may be missed.
     *
     * @param person the host's id, 1 to 254 characters
     * @param each is told one thing after the other, on the caller's thread; what it throws ends the export
     * @throws AccessDeniedException when the actor may not
     * @throws ValidationException when the id is blank, too long or {@link #ERASED}
     */
    void export(String person, Consumer<? super PersonalData> each);

    /**
     * Checks what {@link #export} and {@link #erase} check before they begin.
     *
     * @param person the host's id
     * @throws AccessDeniedException when the actor may not
     * @throws ValidationException when the id is blank, too long or {@link #ERASED}
     */
    void check(String person);

    /**
     * Reads the content of an exported file.
     *
     * @param attachment from an export of the same tenant
     * @param work reads it; the stream is closed afterwards
     * @param <T> what it returns
     * @return what it returned
     * @throws IOException what the work threw
     * @throws AccessDeniedException when the actor may not
     * @throws AttachmentNotFoundException when it is gone
     * @throws StorageException when the content is lost or was altered
     */
    <T> T content(Attachment attachment, TicketAttachments.ContentReader<T> work) throws IOException;

    /**
     * Erases everything about a person. Tickets of which the person is requester are erased with all that hangs on them,
     * as {@link TicketService#erase} does. On tickets of others the comments of the person are emptied, files the person
     * attached are removed, and {@link #ERASED} stands for the person wherever the id stood. Chats the person began are
     * removed. Models that learned from an erased ticket are dropped, and learned anew. What others wrote about the person on
     * tickets of others stays.
     *
     * <p>It works in many short transactions of its own, one a ticket, and returns when a last look found nothing more;
     * what the person does after that look is new. When it is broken off, calling it again goes on, as does
     * {@link RetentionWorker#tick()} on any node. Joining, these are transactions of the host's
     * {@link TransactionRunner}; without one all of it is done in the host's transaction, all or nothing.
     *
     * <p>What a before-commit listener refuses to let go, because it must be kept by law for example, stays, and keeps
     * nothing else: all else is erased before what the listener threw is thrown here. The erasing has not ended then.
     *
     * @param person the host's id, 1 to 254 characters
     * @return what was erased, by this call and those that were broken off before it
     * @throws AccessDeniedException when the actor may not
     * @throws ValidationException when the id is blank, too long or {@link #ERASED}
     * @throws NoTransactionException when it joins and there is nothing to join
     */
    Erasure erase(String person);
}
