package io.ticketkit.demo.zendesk;

import java.time.Instant;

/**
 * What was said on a ticket.
 *
 * @param id its number
 * @param authorId who said it: the number of a user
 * @param isPublic false for an internal note
 * @param body the text
 * @param createdAt when
 */
public record ZendeskComment(long id, long authorId, boolean isPublic, String body, Instant createdAt) {
    /** Nothing that somebody wrote. */
    @Override
    public String toString() {
        return "ZendeskComment[" + id + (isPublic ? ", public]" : ", internal]");
    }
}
