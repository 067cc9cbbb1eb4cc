package io.ticketkit;

/**
 * Reacts to what happened to tickets, for certain: every event that was committed is given to it at least once, whatever
 * crashes, and those of one ticket in their order. Implemented by the host; called outside any transaction, on threads of
 * the kit, several at a time but never two for the same ticket.
 *
 * <p>An event comes again when a node stopped before it had recorded the end of the call, and when the call failed: who
 * must not do something twice remembers tenant, ticket and {@linkplain OutboxEvent#number() number}.
 */
public interface OutboxHandler {
    /**
     * Under which name its events wait. It stays the same as long as the handler does, on all nodes: to rename a handler
     * is to have another one.
     *
     * @return 1 to 64 letters (A to Z), digits, {@code -}, {@code _} or {@code .}
     */
    String name();

    /**
     * Reacts. It may take as long as {@code Outbox.handlerTime} says, is then interrupted, and counts as failed.
     *
     * @param event what happened
     * @throws Exception when it should be tried again later. Until then the ticket's later events wait, for this handler
     *     alone. Only the name of the exception's class is kept: its message may be personal
     */
    void handle(OutboxEvent event) throws Exception;
}
