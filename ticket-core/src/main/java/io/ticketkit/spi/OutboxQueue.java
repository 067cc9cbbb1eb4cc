package io.ticketkit.spi;

import io.ticketkit.DeadLetter;
import io.ticketkit.OutboxBacklog;
import io.ticketkit.TicketId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The events that wait to be delivered, as {@link TicketWriter#outbox()} gives them: of all tenants, one for each handler,
 * for workers on any number of nodes. An event waits, is claimed under a lease, and is settled: delivered (then it is
 * gone), failed (then it waits again) or dead (then it holds the later ones of its ticket). Whoever claims commits before
 * the handler is called, so that after a crash the lease ends and somebody else claims it. Not thread-safe.
 */
public interface OutboxQueue {
    /**
     * Queues an event of a ticket that is locked, or new, or being erased. Waits for nobody.
     *
     * @param event what happened
     * @param handlers the names of those who shall hear of it
     */
    void add(QueuedEvent event, Collection<String> handlers);

    /**
     * Claims events that are due and not claimed, or whose lease has ended: of each ticket only the oldest of all that
     * wait for the handler, those that are due longest first. Whoever claims at the same time gets others. Each claim
     * counts as an attempt, until it is {@linkplain #giveBack given back}.
     *
     * @param handler for which handler
     * @param now what it is due by
     * @param leaseUntil when the claims end
     * @param limit how many at most, 1 or more
     * @return the claims; fewer than the limit when no more are due or others are being claimed
     */
    List<EventClaim> claim(String handler, Instant now, Instant leaseUntil, int limit);

    /**
     * Has {@link #claim} pass over events for a while that are due but wait behind one of their ticket which is not, because
     * it failed or is dead: so that these cost nothing. They are due again when that one is delivered, replayed or skipped,
     * or the while is over.
     *
     * @param handler for which handler
     * @param now the time
     * @param until when the while is over
     * @return how many there were
     */
    int park(String handler, Instant now, Instant until);

    /**
     * Removes events that were delivered. One whose claim is not its last any more, or that is gone, is left alone.
     *
     * @param claims which
     * @param now when
     * @return how many were removed
     */
    int delivered(Collection<EventClaim> claims, Instant now);

    /**
     * Has an event wait again.
     *
     * @param claim which
     * @param failure what went wrong, up to 200 characters
     * @param due when the next attempt is due
     * @return false when the claim is not the last one of the event any more, or the event is gone; then nothing was
     *     changed
     */
    boolean failed(EventClaim claim, String failure, Instant due);

    /**
     * Makes an event a dead letter.
     *
     * @param claim which
     * @param failure what went wrong, up to 200 characters
     * @param now when
     * @return as above
     */
    boolean died(EventClaim claim, String failure, Instant now);

    /**
     * Has an event wait as if it had not been claimed.
     *
     * @param claim which
     * @param now when it is due
     * @return as above
     */
    boolean giveBack(EventClaim claim, Instant now);

    /** {@return what waits, by handler: where something does, in any order} */
    List<OutboxBacklog> backlog();

    /**
     * Part of the dead letters of a handler, ordered by ticket id, rising; of a ticket there is never more than one.
     *
     * @param handler whose
     * @param seek which part; its position is ticket id and event number
     * @return at most {@link Seek#limit()}, always rising
     */
    List<DeadLetter> deadLetters(String handler, Seek seek);

    /**
     * Has a dead letter wait again as if it were new.
     *
     * @param handler whose
     * @param ticket whose event
     * @param number its number
     * @param now when it is due
     * @return false when it is no dead letter; then nothing was changed
     */
    boolean replay(String handler, TicketId ticket, long number, Instant now);

    /**
     * Removes a dead letter.
     *
     * @param handler whose
     * @param ticket whose event
     * @param number its number
     * @param now when what waited behind it is due
     * @return as above
     */
    boolean skip(String handler, TicketId ticket, long number, Instant now);

    /**
     * Removes everything that waits for a handler.
     *
     * @param handler its name
     * @return how many events there were
     */
    long discard(String handler);
}
