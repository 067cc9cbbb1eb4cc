package io.ticketkit.demo.zendesk;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A ticket as Zendesk has it.
 *
 * @param id its number there
 * @param subject empty when it has none
 * @param description the first comment
 * @param status new, open, pending, hold, solved, closed or, in an export, deleted
 * @param requesterId who asks: the number of a user, 0 when nobody does any more
 * @param tags in Zendesk's order
 * @param stamp when it changed last, as Zendesk writes it, in whole seconds
 */
public record ZendeskTicket(
        long id, String subject, String description, String status, long requesterId, List<String> tags, String stamp) {

    /** {@return whether nothing can be added to it any more: it is closed, by itself or by a merge, or deleted} */
    boolean isFinal() {
        return status.equals("closed") || status.equals("deleted");
    }

    /** {@return when it changed last; empty when the stamp is of another form} */
    Optional<Instant> changed() {
        try {
            return Optional.of(Instant.parse(stamp));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Nothing that somebody wrote. */
    @Override
    public String toString() {
        return "ZendeskTicket[" + id + ", " + status + "]";
    }
}
