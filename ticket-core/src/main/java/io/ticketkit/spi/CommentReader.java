package io.ticketkit.spi;

import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import java.util.List;
import java.util.Optional;

/** What was said on tickets, as {@link TicketReader#comments()} gives them. Not thread-safe. */
public interface CommentReader {
    /**
     * Looks for a comment.
     *
     * @param tenant whose
     * @param scope in which its ticket must be
     * @param internal whether it may be an internal note
     * @param id which
     * @return the comment, possibly a tombstone, or empty when there is none of these
     */
    Optional<Comment> find(String tenant, Scope scope, boolean internal, CommentId id);

    /**
     * Part of what was said on a ticket, and on those that were merged into it, ordered by {@link Comment#createdAt()}
     * and id, rising.
     *
     * @param tenant whose
     * @param scope in which the ticket of a comment must be
     * @param internal whether internal notes are wanted
     * @param ticket which ticket
     * @param seek which part; its position is the time in microseconds, and the id
     * @return at most {@link Seek#limit()}, always rising
     */
    List<Comment> ofTicket(String tenant, Scope scope, boolean internal, TicketId ticket, Seek seek);

    /**
     * Counts all that {@link #ofTicket} gives part by part.
     *
     * @param tenant whose
     * @param scope in which the ticket of a comment must be
     * @param internal whether internal notes are wanted
     * @param ticket which ticket
     * @return how many
     */
    long countOfTicket(String tenant, Scope scope, boolean internal, TicketId ticket);

    /**
     * Part of what was said on all tickets, ordered by {@link Comment#createdAt()} and id, rising.
     *
     * @param tenant whose
     * @param scope in which the tickets must be
     * @param internal whether internal notes are wanted
     * @param seek which part; its position is the time in microseconds, and the id
     * @return at most {@link Seek#limit()}, always rising
     */
    List<Comment> ofAll(String tenant, Scope scope, boolean internal, Seek seek);

    /**
     * Counts all that {@link #ofAll} gives part by part.
     *
     * @param tenant whose
     * @param scope in which the tickets must be
     * @param internal whether internal notes are wanted
     * @return how many
     */
    long countOfAll(String tenant, Scope scope, boolean internal);

    /**
     * Part of the earlier texts of a comment, ordered by their number, rising.
     *
     * @param tenant whose
     * @param id which comment; the caller has checked that the actor may see it
     * @param seek which part; its position is the number, twice
     * @return at most {@link Seek#limit()}, always rising
     */
    List<CommentEdit> edits(String tenant, CommentId id, Seek seek);
}
