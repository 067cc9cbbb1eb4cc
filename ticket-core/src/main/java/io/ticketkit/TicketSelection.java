package io.ticketkit;

/**
 * Exactly the tickets a read may touch: what a storage turns into the conditions of one query.
 *
 * @param tenant whose tickets
 * @param scope which of them the actor may see
 * @param query which of those are wanted
 */
public record TicketSelection(String tenant, Scope scope, TicketQuery query) {}
