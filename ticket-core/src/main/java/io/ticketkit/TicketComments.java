package io.ticketkit;

import java.util.Optional;

/**
 * The conversation of tickets: public replies and internal notes, as one actor may see them. A cheap, immutable,
 * thread-safe view. Notes exist only for those who have {@link Action#INTERNAL_NOTES}: for everybody else no list, id,
 * version, time, history or refusal tells that there is one.
 *
 * <p>Every method may throw {@link AccessDeniedException} when the {@link AccessPolicy} does not give the actor the
 * action ({@link Action#VIEW} for all of them), and {@link StorageException} when the database fails; neither writes
 * anything.
 */
public interface TicketComments {
    /**
     * Says something on a ticket. A reply needs {@link Action#COMMENT} and is a change of the ticket: its version and time
     * of change move on. The first reply of kind {@link CommentKind#STAFF} that is not the requester's own sets
     * {@link Ticket#firstResponseAt()}; one of kind {@link CommentKind#USER} may open the ticket again
     * ({@link ReopenPolicy}), which is a change of its own. A note needs {@link Action#INTERNAL_NOTES} and changes nothing
     * that others see.
     *
     * <p>On a ticket that was merged ({@link TicketLinks#merge}) only replies of kind {@link CommentKind#USER} are
     * accepted, from those who may not know of the merge: they may open the original again, by
     * {@code ticketkit-merging}, a system actor.
     *
     * @param ticket the ticket's id
     * @param draft what to say
     * @return the comment; when the draft's idempotency key was used before with the same content, the comment it made
     *     then, as it is now
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     * @throws ValidationException when the draft is not valid, with every violation; or when its {@link AiMark} names a run
     *     that was made neither for this ticket nor for one that the actor sees and that is merged with it
     * @throws TicketMergedException when the ticket was merged, unless it is a reply of kind {@link CommentKind#USER}; it
     *     names the ticket to reply on
     * @throws StaleTicketException when the ticket was changed since the version the draft answers
     * @throws IdempotencyConflictException when the idempotency key was used before with another content
     */
    Comment add(TicketId ticket, CommentDraft draft);

    /**
     * Replaces what a comment says; the earlier text is kept. The same text again writes nothing. One's own needs
     * {@link Action#COMMENT} (a note: {@link Action#INTERNAL_NOTES}), those of others {@link Action#MODERATE}.
     *
     * @param id the comment's id
     * @param expected which text it replaces: a {@link Comment#version()}, or any
     * @param content 1 to 20,000 characters once stripped
     * @return the comment after the change
     * @throws CommentNotFoundException when there is none, it was deleted, or the actor may not see it
     * @throws ValidationException when the text is not valid
     * @throws StaleCommentException when it was edited since the version that is expected
     */
    Comment edit(CommentId id, Expected expected, String content);

    /**
     * Replaces what a comment says, whoever edited it meanwhile, as {@link #edit(CommentId, Expected, String)} does.
     *
     * @param id the comment's id
     * @param content 1 to 20,000 characters once stripped
     * @return the comment after the change
     */
    default Comment edit(CommentId id, String content) {
        return edit(id, Expected.any(), content);
    }

    /**
     * Deletes a comment: a tombstone stays, all its texts are gone for good. Deleting again does nothing, whatever is
     * expected. Needs the same as {@link #edit(CommentId, Expected, String)}.
     *
     * @param id the comment's id
     * @param expected which text is not wanted: a {@link Comment#version()}, or any
     * @return the tombstone
     * @throws CommentNotFoundException when there is none or the actor may not see it
     * @throws StaleCommentException when it was edited since the version that is expected
     */
    Comment delete(CommentId id, Expected expected);

    /**
     * Deletes a comment, whoever edited it meanwhile, as {@link #delete(CommentId, Expected)} does.
     *
     * @param id the comment's id
     * @return the tombstone
     */
    default Comment delete(CommentId id) {
        return delete(id, Expected.any());
    }

    /**
     * Looks for a comment.
     *
     * @param id its id
     * @return the comment, possibly a tombstone, or empty when there is none or the actor may not see it
     */
    Optional<Comment> find(CommentId id);

    /**
     * Reads a comment that should be there.
     *
     * @param id its id
     * @return the comment, possibly a tombstone
     * @throws CommentNotFoundException when there is none or the actor may not see it
     */
    default Comment get(CommentId id) {
        return find(id).orElseThrow(() -> new CommentNotFoundException(id));
    }

    /**
     * The conversation of a ticket, oldest first. What was said on tickets that were merged into it is part of it, as far
     * as the actor may see those: {@link Comment#ticket()} tells where it was said. Merging brings in what is older, so
     * whoever turns pages meanwhile misses some of it.
     *
     * @param ticket the ticket's id
     * @param page which part of it
     * @return the page
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<Comment> list(TicketId ticket, PageRequest page);

    /**
     * Counts the conversation of a ticket: all that {@link #list} gives this actor, page by page.
     *
     * @param ticket the ticket's id
     * @return how many, tombstones included
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     */
    long count(TicketId ticket);

    /**
     * What was said on all tickets that the actor may see, oldest first.
     *
     * @param page which part of it
     * @return the page
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<Comment> all(PageRequest page);

    /** {@return how many comments {@link #all} gives this actor, tombstones included: the count} */
    long countAll();

    /**
     * What a comment said before it was edited, oldest first. Everybody may see this of one's own comments, of those of
     * others whoever has {@link Action#MODERATE}.
     *
     * @param id the comment's id
     * @param page which part of it
     * @return the page; empty when it was never edited, or deleted
     * @throws CommentNotFoundException when there is none or the actor may not see it
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<CommentEdit> edits(CommentId id, PageRequest page);
}
