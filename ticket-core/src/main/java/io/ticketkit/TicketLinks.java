package io.ticketkit;

/**
 * How tickets of one tenant belong together: duplicates that were merged, and links. A cheap, immutable, thread-safe
 * view for one actor, who needs to see both tickets: of others nothing is told, not even that there are any.
 *
 * <p>Merging and linking need {@link Action#LINK}, and {@link Action#VIEW} of both. Every method may throw
 * {@link AccessDeniedException} when the {@link AccessPolicy} does not give the actor the action, and
 * {@link StorageException} when the database fails; neither writes anything.
 *
 * <p>The history of both tickets tells of it. Unless both have the same requester, that two tickets were linked, and
 * that one took in another, is told to those only who may see internal notes; and a line names a ticket only to those
 * who may see it.
 */
public interface TicketLinks {
    /**
     * Merges a duplicate into its original: the duplicate is closed, and its conversation can be read in that of the
     * original. Tickets that were merged into the duplicate before follow it. Cannot be undone.
     *
     * <p>The status of a merged ticket never changes again ({@link TicketMergedException}), all else of it can. The
     * original stays as it is, status and version included. Merging again into the same original does nothing, whatever
     * version is expected.
     *
     * @param duplicate the ticket to close
     * @param expected which state of the duplicate was looked at
     * @param original the ticket to go on with, in any status
     * @return the original
     * @throws ValidationException when the two are the same ticket
     * @throws TicketNotFoundException when one of them does not exist or the actor may not see it
     * @throws TicketMergedException when the duplicate is merged into another already, or the original is itself a
     *     duplicate; it names the ticket to use instead
     * @throws StaleTicketException when the duplicate was changed since the expected version
     * @throws IllegalTransitionException when the workflow does not allow closing the duplicate
     */
    Ticket merge(TicketId duplicate, Expected expected, TicketId original);

    /**
     * Links two tickets as related. A link that is there already stays as it is. Changes the version of neither.
     *
     * @param one a ticket
     * @param other another ticket
     * @throws ValidationException when the two are the same ticket, or one has {@value Limits#LINKS} links
     * @throws TicketNotFoundException when one of them does not exist or the actor may not see it
     */
    void link(TicketId one, TicketId other);

    /**
     * Removes a link, if there is one. What was merged stays merged.
     *
     * @param one a ticket
     * @param other another ticket
     * @throws ValidationException when the two are the same ticket
     * @throws TicketNotFoundException when one of them does not exist or the actor may not see it
     */
    void unlink(TicketId one, TicketId other);

    /**
     * What a ticket is linked with, was merged into, and what was merged into it; ordered by the number of the other
     * ticket. Needs {@link Action#VIEW}.
     *
     * @param id the ticket's id
     * @param page which part of it
     * @return the page, without tickets that the actor may not see
     * @throws TicketNotFoundException when there is none or the actor may not see it
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<TicketLink> of(TicketId id, PageRequest page);

    /**
     * The first page of a ticket's links.
     *
     * @param id the ticket's id
     * @return the first {@value PageRequest#DEFAULT_LIMIT}
     * @throws TicketNotFoundException when there is none or the actor may not see it
     */
    default Page<TicketLink> of(TicketId id) {
        return of(id, PageRequest.first());
    }
}
