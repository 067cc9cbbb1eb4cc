package io.ticketkit.spi;

import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;

/** What was said on tickets, written in one transaction in which the ticket is {@link TicketWriter#lock locked}. Not thread-safe. */
public interface CommentWriter extends CommentReader {
    /**
     * Makes an id that no comment of any tenant has or had. Ids of public replies are even, those of notes odd, and
     * neither tells anything about the others.
     *
     * @param internal whether it is for an internal note
     * @return the id
     */
    CommentId nextId(boolean internal);

    /**
     * Stores a new comment.
     *
     * @param comment with an id from {@link #nextId}
     */
    void insert(Comment comment);

    /**
     * Stores another text of a comment, and keeps what it said before.
     *
     * @param after as it shall be
     * @param earlier what it said before
     */
    void edit(Comment after, CommentEdit earlier);

    /**
     * Stores a tombstone, and removes everything the comment said before.
     *
     * @param tombstone the comment without content
     */
    void wipe(Comment tombstone);
}
