package io.ticketkit.spi;

import io.ticketkit.Actor;
import io.ticketkit.Scope;

/**
 * Which conversations an actor may see: those about a ticket in the scope, if a requester or the actor began them or
 * {@code staff} is true; and those about none, if the actor began them or {@code free} is true.
 *
 * @param tenant whose
 * @param scope in which the ticket must be
 * @param role the actor's role
 * @param actorId the actor's id
 * @param staff whether those that staff or programs began are shown too
 * @param free whether those of others about no ticket are shown too
 */
public record ConversationView(
        String tenant, Scope scope, Actor.Role role, String actorId, boolean staff, boolean free) {}
