package io.ticketkit.spi;

import io.ticketkit.TicketId;
import java.time.Instant;

/**
 * Writes what {@link LinkReader} reads. The caller has locked both tickets that it names, and no others. When a ticket is
 * erased its links go, and tickets that were merged into it are merged no more. Not thread-safe.
 */
public interface LinkWriter extends LinkReader {
    /**
     * Stores that a ticket was merged. Those that were merged into it are merged into the original from now on.
     *
     * @param tenant whose
     * @param duplicate a ticket that was not merged before
     * @param original another ticket that was not merged
     * @param at when
     */
    void merge(String tenant, TicketId duplicate, TicketId original, Instant at);

    /**
     * Counts the links of a ticket; merging makes none.
     *
     * @param tenant whose
     * @param ticket which
     * @return how many
     */
    long count(String tenant, TicketId ticket);

    /**
     * Links two tickets, unless they are linked.
     *
     * @param tenant whose
     * @param one one of the two
     * @param other the other one
     * @param at when
     * @return true when they were not linked before
     */
    boolean link(String tenant, TicketId one, TicketId other, Instant at);

    /**
     * Removes the link of two tickets, if there is one.
     *
     * @param tenant whose
     * @param one one of the two
     * @param other the other one
     * @return true when they were linked before
     */
    boolean unlink(String tenant, TicketId one, TicketId other);
}
