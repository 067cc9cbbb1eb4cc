package io.ticketkit;

/**
 * To whom is told what was found about tickets, for example the helpdesk they came from. Implemented by the host; called
 * outside any transaction, on threads of the kit, several at a time but never two for the same ticket of a job.
 */
@FunctionalInterface
public interface TicketSink {
    /**
     * Writes back. The same comes again, with the same {@link WriteBack#dedupeKey() key}, when a call failed, or when it was
     * made and the process ended before that was recorded: who must not write something twice looks for the key first.
     *
     * @param found what was found
     * @throws TryAgainLaterException when it should be tried again, not before some time
     * @throws Exception when it should be tried again; only the name of its class is kept: its message may be personal.
     *     It may take as long as {@link ProcessingOptions#callTime()} says, is then interrupted, and counts as failed
     */
    void write(WriteBack found) throws Exception;
}
