package io.ticketkit;

/** Counts tickets. Every storage is one; a host can give its own, for example one that reads a replica. */
@FunctionalInterface
public interface StatsProvider {
    /**
     * Counts.
     *
     * @param selection what to count; its text and order play the same part as in a list (an order plays none)
     * @return the counts; a category without tickets may be missing, TicketKit adds it
     * @throws StorageException when the storage fails
     */
    TicketStats stats(TicketSelection selection);
}
