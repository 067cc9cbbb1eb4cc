package io.ticketkit;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A ticket that somebody shall work on, and what a strategy may ask to find out who. Its answers are right however many
 * nodes assign at once, for the price that those who ask for the same thing wait for each other until the transaction
 * ends. Of use only during {@link AssignmentStrategy#choose}. Not thread-safe.
 */
public interface AssignmentRequest {
    /** {@return the ticket, as it is now: its tenant, team and category tell who fits} */
    Ticket ticket();

    /**
     * Whose turn it is: the first in the order of ids that comes after the one whose turn it was, and from the start
     * again. Remembered when the transaction commits.
     *
     * @param rotation the name of the rotation within the tenant, 1 to 200 characters; those who take turns in different
     *     groups need rotations with different names. A strategy that takes part in several asks for them always in the
     *     same order, and after {@link #openTickets}
     * @param ids the host's ids of those who take turns; who comes and goes disturbs nobody's turn
     * @return one of them, or empty when there are none
     */
    Optional<String> nextOf(String rotation, Collection<String> ids);

    /**
     * How much everybody has to do. Nobody else gets this answer, in this tenant, before the transaction has ended.
     *
     * @param ids the host's ids
     * @return for each of them the number of tickets assigned to it that are open or in progress
     */
    Map<String, Long> openTickets(Collection<String> ids);
}
