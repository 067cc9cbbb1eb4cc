package io.ticketkit.spi;

import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.TicketSelection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads tickets with all that belongs to them, in few queries for many. Not thread-safe. */
public interface ArchiveReader {
    /**
     * Part of a list of tickets, ordered as {@link TicketReader#page} orders it.
     *
     * @param selection which tickets
     * @param seek which part of the list
     * @return at most {@link Seek#limit()}, possibly fewer where there is much to read; none only at the end of the list
     */
    List<WholeTicket> page(TicketSelection selection, Seek seek);

    /**
     * Which of some tickets are there, and since when.
     *
     * @param tenant whose
     * @param scope in which they must be
     * @param tickets which
     * @return when those that are there were created
     */
    Map<TicketId, Instant> createdAt(String tenant, Scope scope, Collection<TicketId> tickets);

    /**
     * What some tickets are called in a system.
     *
     * @param tenant whose
     * @param system which
     * @param tickets which
     * @return a name of each that has one; of several the first in the order of characters
     */
    Map<TicketId, String> names(String tenant, String system, Collection<TicketId> tickets);

    /**
     * Which tickets have some names.
     *
     * @param tenant whose
     * @param system in which system
     * @param names the names
     * @return the tickets of those names that are given; they need not be there (yet)
     */
    Map<String, TicketId> named(String tenant, String system, Collection<String> names);
}
