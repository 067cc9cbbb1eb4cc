package io.ticketkit.spi;

import io.ticketkit.Actor;

/**
 * What makes an idempotency key unique.
 *
 * @param tenant whose request
 * @param role the part of who sent it
 * @param actorId the id of who sent it
 * @param key the key, 1 to 200 characters
 */
public record IdempotencyKey(String tenant, Actor.Role role, String actorId, String key) {
    /** Nothing of the values. */
    @Override
    public String toString() {
        return "IdempotencyKey[…]";
    }
}
