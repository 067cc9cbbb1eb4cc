package io.ticketkit.spi;

import io.ticketkit.Attachment;
import io.ticketkit.AttachmentId;
import io.ticketkit.CommentId;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of files that hang on tickets, as {@link TicketReader#attachments()} gives it. Not thread-safe. */
public interface AttachmentReader {
    /**
     * How many files there are.
     *
     * @param files their number
     * @param bytes their size together
     */
    record Amount(long files, long bytes) {}

    /**
     * Looks for a file of a ticket, or of those that were merged into it.
     *
     * @param tenant whose
     * @param scope in which the ticket of the file must be
     * @param internal whether it may be an internal one
     * @param ticket on which ticket
     * @param id which
     * @return the file, or empty when there is none of these
     */
    Optional<StoredAttachment> find(String tenant, Scope scope, boolean internal, TicketId ticket, AttachmentId id);

    /**
     * Part of the files of a ticket, and of those that were merged into it, ordered by {@link Attachment#createdAt()} and
     * id, rising.
     *
     * @param tenant whose
     * @param scope in which the ticket of a file must be
     * @param internal whether internal ones are wanted, too
     * @param ticket which ticket
     * @param seek which part; its position is the time in microseconds, and the id
     * @return at most {@link Seek#limit()}, always rising
     */
    List<Attachment> ofTicket(String tenant, Scope scope, boolean internal, TicketId ticket, Seek seek);

    /**
     * The files that came with a comment.
     *
     * @param tenant whose
     * @param ticket on which ticket
     * @param comment which comment
     * @return in any order
     */
    List<StoredAttachment> ofComment(String tenant, TicketId ticket, CommentId comment);

    /**
     * Adds up the files of a ticket.
     *
     * @param tenant whose
     * @param ticket which ticket
     * @param internal true for the internal ones, false for the public ones
     * @return how many there are, and how large
     */
    Amount amount(String tenant, TicketId ticket, boolean internal);

    /**
     * Where the content of all files of a ticket is.
     *
     * @param tenant whose
     * @param ticket which ticket
     * @return their keys, in any order
     */
    List<String> keys(String tenant, TicketId ticket);

    /**
     * Which keys are in use. Like the claims of workers it looks at all tenants: it is asked only when content that
     * belongs to no file is removed.
     *
     * @param keys at most 1,000
     * @return those that belong to a file of any tenant
     */
    Set<String> used(Collection<String> keys);
}
