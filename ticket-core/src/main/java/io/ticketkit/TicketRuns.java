package io.ticketkit;

/**
 * The recorded runs of classifiers, as one actor may see them. A cheap, immutable, thread-safe view. What is about a
 * ticket that the actor may not see does not count.
 *
 * <p>Every method may throw {@link AccessDeniedException} when the {@link AccessPolicy} does not give the actor
 * {@link Action#VIEW_RUNS}, and {@link StorageException} when the database fails.
 */
public interface TicketRuns {
    /**
     * The runs of a ticket, oldest first.
     *
     * @param id the ticket's id
     * @param page which part of them
     * @return the page
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     * @throws InvalidCursorException when the cursor is damaged or belongs to something else
     */
    Page<ClassificationRun> ofTicket(TicketId id, PageRequest page);
}
