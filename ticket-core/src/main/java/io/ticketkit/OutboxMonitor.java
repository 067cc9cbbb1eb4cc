package io.ticketkit;

import java.util.List;

/**
 * What waits to be delivered, and what cannot be: of all tenants, for those who run the system. Thread-safe.
 *
 * <p>An event that failed as often as it may is a dead letter. It and the later events of its ticket stay with that
 * handler until somebody replays or skips it; other tickets and other handlers go on.
 */
public interface OutboxMonitor {
    /**
     * Counts what waits, by reading all of it.
     *
     * @return of each handler, in the order of their names: those of this kit, and others for which events wait
     */
    List<OutboxBacklog> backlog();

    /**
     * Lists dead letters by ticket id, rising.
     *
     * @param handler whose
     * @param page which part
     * @return that part
     * @throws InvalidCursorException when the cursor belongs to another list
     */
    Page<DeadLetter> deadLetters(String handler, PageRequest page);

    /**
     * Has a dead letter delivered again, with all the attempts a new event has, and then what waited behind it.
     *
     * @param handler whose
     * @param ticket whose event
     * @param number the event's number
     * @return false when it is no dead letter (any more); then nothing was changed
     */
    boolean replay(String handler, TicketId ticket, long number);

    /**
     * Gives a dead letter up, and has what waited behind it delivered.
     *
     * @param handler whose
     * @param ticket whose event
     * @param number the event's number
     * @return false when it is no dead letter (any more); then nothing was changed
     */
    boolean skip(String handler, TicketId ticket, long number);

    /**
     * Gives up all that waits for a handler that no kit has any more.
     *
     * @param handler its name
     * @return how many events there were
     * @throws IllegalArgumentException when this kit has a handler of that name
     */
    long discard(String handler);
}
