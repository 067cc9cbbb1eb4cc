package io.ticketkit.spi;

import io.ticketkit.Actor;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.CommentId;
import io.ticketkit.Rating;
import io.ticketkit.RunId;
import io.ticketkit.TicketId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people think of the help they got, as {@link TicketReader#feedback()} gives it. Not thread-safe. */
public interface FeedbackReader {
    /**
     * Looks for the rating of a ticket.
     *
     * @param tenant whose
     * @param ticket which ticket; the caller has checked that the actor may see it
     * @return the rating, or empty when there is none
     */
    Optional<Rating> rating(String tenant, TicketId ticket);

    /**
     * Looks for what an actor said of an answer.
     *
     * @param tenant whose
     * @param ticket for which ticket it was written
     * @param role the actor's role
     * @param actor the actor's id
     * @param run which run, or null
     * @param comment which comment, or null; looked at only without a run
     * @return what was said, or empty when nothing was
     */
    Optional<StoredAnswerFeedback> answer(
            String tenant,
            TicketId ticket,
            Actor.Role role,
            String actor,
            @Nullable RunId run,
            @Nullable CommentId comment);

    /**
     * Part of what was said of answers on a ticket, ordered by {@link AnswerFeedback#at()} and id, rising.
     *
     * @param tenant whose
     * @param ticket which ticket; the caller has checked that the actor may see it
     * @param seek which part; its position is the time in microseconds, and the id
     * @return at most {@link Seek#limit()}, always rising
     */
    List<StoredAnswerFeedback> answersOf(String tenant, TicketId ticket, Seek seek);

    /**
     * What was said of answers on some tickets: for who writes the next answer, and takes those that helped as examples.
     *
     * @param tenant whose
     * @param tickets which tickets, at most 1,000; the caller has checked that the actor may see them
     * @param limit how many at most
     * @return newest first, by when it was last changed
     */
    List<AnswerFeedback> answersOf(String tenant, Collection<TicketId> tickets, int limit);

    /**
     * Whether a run was made for a ticket.
     *
     * @param tenant whose
     * @param ticket which ticket
     * @param run which run
     * @return true when there is such a run, and it is that ticket's
     */
    boolean isRunOf(String tenant, TicketId ticket, RunId run);
}
