package io.ticketkit;

import java.util.Optional;

/**
 * Where tickets come from, for example a helpdesk. Implemented by the host; called outside any transaction, on a thread of
 * the kit, by one node at a time for each job.
 */
public interface TicketSource {
    /**
     * Which system this is. It stays the same: its tickets are known by it.
     *
     * @return 1 to 64 letters (A to Z), digits, {@code -}, {@code _} or {@code .}
     */
    String system();

    /**
     * Reads on. The same tickets may be given again, on this page or a later one: what is known is not stored twice, and
     * of one job not processed twice.
     *
     * @param cursor where, from {@link SourcePage#cursor()}; empty for the beginning
     * @param limit how many tickets at most, 1 to 200
     * @return the tickets, and where to go on
     * @throws TryAgainLaterException when it should be tried again, not before some time
     * @throws Exception when it should be tried again; only the name of its class is kept: its message may be personal.
     *     It may take as long as {@link ProcessingOptions#callTime()} says, is then interrupted, and counts as failed
     */
    SourcePage read(Optional<String> cursor, int limit) throws Exception;
}
