package io.ticketkit.spi;

import io.ticketkit.Actor;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.CommentId;
import io.ticketkit.Rating;
import io.ticketkit.RunId;
import io.ticketkit.TicketId;
import io.ticketkit.TicketSelection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
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
     * Counts ratings by score.
     *
     * @param selection of which tickets
     * @return how many by score, rising; only scores that were given
     */
    SortedMap<Integer, Long> scores(TicketSelection selection);

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
     * What was said last of drafted replies of which it is known how sure they said they were; said of the run, or else of
     * a comment whose mark names a run of its ticket. No rating of a ticket is among it.
     *
     * @param tenant whose
     * @param limit how many judgements are looked at, of whatever they are: the newest
     * @return newest first, by when it was last changed; at most as many
     */
    List<JudgedReply> judgedReplies(String tenant, int limit);
}
