package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people think of the help they got, and of answers a machine wrote, as one actor may see them. A cheap, immutable, thread-safe view. */
public interface TicketFeedback {
    /**
     * Says how satisfied one is with the help on a ticket. A ticket has one rating, the latest; who gave it can change it,
     * and so can the ticket's requester. Saying the same again writes nothing.
     *
     * @param ticket which ticket
     * @param score 1, not at all, to {@link Rating#BEST}, wholly
     * @param comment at most {@link Limits#FEEDBACK} characters; null or blank for none
     * @return the rating as it is now
     * @throws TicketNotFoundException when there is no such ticket, or the actor may not see it
     * @throws AccessDeniedException without {@link Action#RATE}, or when somebody else has rated, and the actor is not the
     *     ticket's requester
     * @throws ValidationException for {@code score} when it is out of range; for {@code comment} when it is too long or
     *     not valid text
     */
    Rating rate(TicketId ticket, int score, @Nullable String comment);

    /**
     * Looks for the rating of a ticket.
     *
     * @param ticket which ticket
     * @return the rating, or empty when there is none or the actor may not see the ticket
     */
    Optional<Rating> find(TicketId ticket);

    /**
     * Says whether an answer of a machine helped. Each actor has one say on each run, comment or, where neither is named,
     * ticket; the latest stands. It is told to nobody who may not ask for drafts, stands in no history and is no new
     * version of the ticket.
     *
     * @param ticket for which ticket the answer was written
     * @param draft what is said
     * @return the feedback as it is now
     * @throws TicketNotFoundException when there is no such ticket, or the actor may not see it
     * @throws AccessDeniedException for a run without {@link Action#ASSIST}, else without that and without
     *     {@link Action#RATE}
     * @throws ValidationException for {@code run} when it is not a run for this ticket; for {@code comment} when the
     *     ticket has no such comment, or no machine wrote it
     */
    AnswerFeedback judge(TicketId ticket, AnswerFeedbackDraft draft);

    /**
     * Lists what was said of a machine's answers on a ticket, oldest first.
     *
     * @param ticket which ticket
     * @param page which part
     * @return the feedback of everybody
     * @throws TicketNotFoundException when there is no such ticket, or the actor may not see it
     * @throws AccessDeniedException without {@link Action#INTERNAL_NOTES}, as what was judged may be a draft in a note, or with
     *     neither {@link Action#VIEW_RUNS} nor {@link Action#ASSIST}
     */
    Page<AnswerFeedback> list(TicketId ticket, PageRequest page);
}
