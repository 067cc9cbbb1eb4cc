package io.ticketkit.demo.users;

import io.ticketkit.Actor;
import java.time.Instant;

/**
 * Somebody with an account.
 *
 * @param id never used again
 * @param email in lower case; nobody else's
 * @param name as the person wants to be called
 * @param role what the person may do
 * @param createdAt when the account was made
 */
public record User(long id, String email, String name, Role role, Instant createdAt) {
    /**
     * Who acts in TicketKit. People are known there by their address, whatever their role: it is what tickets that came
     * by mail or import have as requester, where notifications are sent, and what is shown to others.
     */
    public Actor actor() {
        return role.isStaff() ? Actor.staff(email) : Actor.requester(email);
    }

    /** Nothing by which one could be found. */
    @Override
    public String toString() {
        return "User[" + id + ", " + role.wireName() + "]";
    }
}
