package io.ticketkit.demo.zendesk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A ticket as Zendesk has it.
 *
 * @param id its number there
 * @param subject empty when it has none
 * @param description the first comment
 * @param status new, open, pending, hold, solved or closed
 * @param priority urgent, high, normal or low; empty when nobody chose one
 * @param requesterId who asks: the number of a user
 * @param tags in Zendesk's order
 * @param createdAt when it came
 * @param updatedAt when it changed last, in whole seconds
 * @param stamp the same as Zendesk writes it, for a safe update
 */
public record ZendeskTicket(
        long id,
        String subject,
        String description,
        String status,
        Optional<String> priority,
        long requesterId,
        List<String> tags,
        Instant createdAt,
        Instant updatedAt,
        String stamp) {

    /** Nothing that somebody wrote. */
    @Override
    public String toString() {
        return "ZendeskTicket[" + id + ", " + status + "]";
    }
}
