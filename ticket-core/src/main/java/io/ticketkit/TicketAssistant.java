package io.ticketkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * Drafts a reply to the requester; it is neither stored nor sent. Internal notes have no part in it. How sure it says it
     * is has learned from what anybody of the tenant said of earlier drafts of the same source and model.
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

    /**
     * The tickets that resemble a ticket most, by the words of title and description. Found without a model: by the words
     * that few tickets have. The storage bounds how far it looks, and says how.
     *
     * @param id the ticket's id; it is never among the result
     * @param query which are wanted
     * @return the most similar first, those as similar as each other by id; empty when nothing is similar
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     */
    List<SimilarTicket> similar(TicketId id, SimilarQuery query);

    /**
     * The same for a text that is no ticket, for example while somebody writes one.
     *
     * @param title 1 to 200 characters once stripped, or null for none
     * @param description 1 to 20,000 characters once stripped
     * @param query which are wanted
     * @return the most similar first, those as similar as each other by id; empty when nothing is similar
     * @throws ValidationException when the text is not valid
     */
    List<SimilarTicket> similar(@Nullable String title, String description, SimilarQuery query);

    /**
     * The resolved and closed tickets that resemble a ticket most.
     *
     * @param id the ticket's id
     * @return at most {@value SimilarQuery#DEFAULT_LIMIT}
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     */
    default List<SimilarTicket> solved(TicketId id) {
        return similar(id, SimilarQuery.solved());
    }

    /**
     * Likely duplicates: tickets not yet resolved that share much of the text.
     *
     * @param id the ticket's id
     * @return at most {@value SimilarQuery#DEFAULT_LIMIT}
     * @throws TicketNotFoundException when there is no such ticket or the actor may not see it
     */
    default List<SimilarTicket> duplicates(TicketId id) {
        return similar(id, SimilarQuery.duplicates());
    }
}
