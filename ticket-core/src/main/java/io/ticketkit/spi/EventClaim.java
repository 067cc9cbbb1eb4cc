package io.ticketkit.spi;

/**
 * An event that is the caller's to deliver until its lease ends.
 *
 * @param handler for which handler
 * @param event what happened
 * @param claim the how many-th claim of the event it is, never the same again: who settles an earlier one settles nothing
 * @param attempt the how many-th attempt at delivering it, from 1; starts anew when it is replayed
 */
public record EventClaim(String handler, QueuedEvent event, long claim, int attempt) {}
