package io.ticketkit.spi;

import io.ticketkit.ConversationId;
import io.ticketkit.TicketId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one person left, as {@link TicketReader#persons()} gives it: by the exact id, whatever part the person played.
 * It may take a look at every row of a tenant. Not thread-safe.
 */
public interface PersonReader {
    /**
     * Tickets of which the person is requester.
     *
     * @param tenant whose
     * @param person the id
     * @param after those with greater ids only, or null
     * @param limit how many at most, 1 or more
     * @return ids, rising
     */
    List<TicketId> owned(String tenant, String person, @Nullable TicketId after, int limit);

    /**
     * Tickets of others on which the id stands: of the ticket, its tags, attributes, history, comments and their edits,
     * files, rating, or feedback.
     *
     * @param tenant whose
     * @param person the id
     * @param after those with greater ids only, or null
     * @param limit how many at most, 1 or more
     * @return ids, rising
     */
    List<TicketId> touched(String tenant, String person, @Nullable TicketId after, int limit);

    /**
     * Chats the person began or took part in, and those about tickets of the person.
     *
     * @param tenant whose
     * @param person the id
     * @param after those with greater ids only, or null
     * @param limit how many at most, 1 or more
     * @return chats, their ids rising
     */
    List<StoredConversation> conversations(String tenant, String person, @Nullable ConversationId after, int limit);

    /**
     * Idempotency keys the person used.
     *
     * @param tenant whose
     * @param person the id
     * @param after those after this one only, or null
     * @param limit how many at most, 1 or more
     * @return keys, in the order of role and key
     */
    List<IdempotencyClaim> keys(String tenant, String person, @Nullable IdempotencyKey after, int limit);

    /**
     * Erasings of all tenants that have not ended.
     *
     * @param before those that began at this time or earlier
     * @param after those with greater numbers only; 0 for all
     * @param limit how many at most, 1 or more
     * @return the oldest first, their numbers rising
     */
    List<StoredErasure> unfinished(Instant before, long after, int limit);

    /**
     * Of all tenants those in which an erasing ended.
     *
     * @param since at this time or later
     * @return the tenants
     */
    Set<String> erasedSince(Instant since);

    /**
     * Counts the tickets that went because their requesters were erased, so that it can be told whether one did meanwhile.
     *
     * @param tenant whose
     * @return a number that never falls
     */
    long erasedTickets(String tenant);
}
