package io.ticketkit;

/**
 * Help for those who help: similar tickets, drafts, summaries, next actions, as one actor may see them. A cheap,
 * immutable, thread-safe view.
 *
 * <p>Nothing of this changes a ticket, and there is always an answer: where the host's assistant fails, is late or
 * abstains, the offline one helps, and {@link Assisted#isOffline()} and {@link Assisted#failure()} say so. Every call
 * of an assistant is a recorded run ({@link TicketRuns}). A call takes at most the time limit of the kit's assistance
 * and a little more; no transaction is open meanwhile, unless the storage joins one of the host's.
 *
 * <p>Every method may throw {@link AccessDeniedException} when the {@link AccessPolicy} does not give the actor
 * {@link Action#VIEW} and {@link Action#ASSIST}, {@link TicketNotFoundException} when there is no such ticket or the
 * actor may not see it, and {@link StorageException} when the database fails.
 */
public interface TicketAssistant {
    /**
     * Drafts a reply to the requester; it is neither stored nor sent. Internal notes have no part in it.
     *
     * @param id the ticket's id
     * @return the draft
     */
    ReplyDraft draftReply(TicketId id);

    /**
     * Sums up what was said, internal notes included for those who may see them.
     *
     * @param id the ticket's id
     * @return the summary
     */
    Summary summarize(TicketId id);

    /**
     * Suggests what to do next.
     *
     * @param id the ticket's id
     * @return the actions, possibly none
     */
    NextActions nextActions(TicketId id);
}
