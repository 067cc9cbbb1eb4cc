package io.ticketkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Files that hang on tickets, as one actor may see them. A cheap, immutable, thread-safe view.
 *
 * <p>Internal files are seen by those only who have {@link Action#INTERNAL_NOTES}; to all others they do not exist.
 * Content is streamed and never wholly in memory. Storages with transactions of their own hold none open while a stream
 * is read or written; a joining one works in the host's, which must be active all the while.
 *
 * <p>The files of a ticket that was {@linkplain TicketLinks#merge merged} stay its own. They are listed, found and read on
 * its original, too, by those who may see both tickets, but deleted where they are.
 */
public interface TicketAttachments {
    /**
     * Attaches a file. Its size is counted while it is read, whatever the sender said of it; what is too large is not read
     * to its end. When anything goes wrong nothing is attached.
     *
     * <p>A public file is a new version of the ticket, an internal one is not.
     *
     * @param ticket on which ticket
     * @param draft what is said of the file
     * @param content read to its end, or to where it is too large; stays the caller's and is not closed
     * @return the attachment
     * @throws IOException what the content threw
     * @throws TicketNotFoundException when there is no such ticket, or the actor may not see it
     * @throws AccessDeniedException without {@link Action#COMMENT}, for an internal one without
     *     {@link Action#INTERNAL_NOTES}, for a comment of somebody else without {@link Action#MODERATE}
     * @throws TicketMergedException when the ticket was merged into another and the actor is no requester; what requesters
     *     attach is taken there, too
     * @throws ValidationException for {@code file} when it is empty, too large, too many, or of a kind that the
     *     {@link AttachmentRules} refuse; for {@code comment} when the ticket has no such comment; for
     *     {@code internal} when an internal file shall hang on a public reply
     */
    Attachment add(TicketId ticket, AttachmentDraft draft, InputStream content) throws IOException;

    /**
     * Lists the files of a ticket, and of those that were merged into it, oldest first.
     *
     * @param ticket which ticket
     * @param page which part
     * @return the files the actor may see
     * @throws TicketNotFoundException when there is no such ticket, or the actor may not see it
     */
    Page<Attachment> list(TicketId ticket, PageRequest page);

    /**
     * Looks for a file.
     *
     * @param ticket on which ticket, or its original
     * @param id which file
     * @return the file, or empty when the actor may not see the ticket, or there is none on it that the actor may see
     */
    Optional<Attachment> find(TicketId ticket, AttachmentId id);

    /**
     * Reads a file.
     *
     * <pre>{@code
     * attachments.read(ticket, id, (file, content) -> content.transferTo(response));
     * }</pre>
     *
     * @param ticket on which ticket, or its original
     * @param id which file
     * @param work called once; the stream is closed when it returns. Where it reads to the end the checksum is compared,
     *     and reading fails when it differs
     * @param <T> what it returns
     * @return what it returned
     * @throws IOException what the work threw, or reading the content
     * @throws TicketNotFoundException when there is no such ticket, or the actor may not see it
     * @throws AttachmentNotFoundException when there is no such file on it, or the actor may not see it
     * @throws StorageException when the content is lost or was altered
     */
    <T> T read(TicketId ticket, AttachmentId id, ContentReader<T> work) throws IOException;

    /**
     * Removes a file and its content.
     *
     * @param ticket on which ticket; not its original
     * @param id which file
     * @throws TicketNotFoundException when there is no such ticket, or the actor may not see it
     * @throws AttachmentNotFoundException when there is no such file on it, or the actor may not see it
     * @throws AccessDeniedException without {@link Action#COMMENT}, or when it is somebody else's, without
     *     {@link Action#MODERATE}
     */
    void delete(TicketId ticket, AttachmentId id);

    /**
     * What is done with the content of a file.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    interface ContentReader<T> {
        /**
         * Reads as much as it wants.
         *
         * @param file what is known of it
         * @param content the content; closed by the caller
         * @return anything
         * @throws IOException when reading, or writing elsewhere, fails
         */
        T read(Attachment file, InputStream content) throws IOException;
    }
}
