package io.ticketkit.spi;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Whose turn it is to be given a ticket, as {@link TicketWriter#rotations()} gives them. Not thread-safe. */
public interface AssignmentRotations {
    /**
     * Keeps others from using a rotation until the end of the transaction; waits for those who do. A rotation that
     * nobody has used before is made. Does not spoil the transaction when another makes it at the same time.
     *
     * @param tenant whose
     * @param rotation its name, 1 to 210 characters
     * @return whose turn it was last; empty when nobody has had one
     */
    Optional<String> lock(String tenant, String rotation);

    /**
     * Stores whose turn it was.
     *
     * @param tenant whose
     * @param rotation its name; {@link #lock locked} before
     * @param last the host's id, 1 to 254 characters
     */
    void turn(String tenant, String rotation, String last);

    /**
     * Counts the tickets that are open or in progress, by assignee.
     *
     * @param tenant whose
     * @param assignees the host's ids, at least one
     * @return the numbers of those who have any
     */
    Map<String, Long> openTickets(String tenant, Collection<String> assignees);
}
