package io.ticketkit.spi;

import io.ticketkit.ConversationId;
import io.ticketkit.Erasure;
import io.ticketkit.TicketId;
import java.time.Instant;
import java.util.Optional;

/** Removes what one person left, as {@link TicketWriter#persons()} gives it. Not thread-safe. */
public interface PersonWriter extends PersonReader {
    /**
     * Begins the erasing of a person, or goes on with the one that has not ended.
     *
     * @param tenant in which tenant
     * @param person the id
     * @param now what time it is
     * @return the erasing
     */
    StoredErasure begin(String tenant, String person, Instant now);

    /**
     * Keeps others from ending an erasing until the end of the transaction.
     *
     * @param erasure which
     * @return it as it is now, or empty when it has ended
     */
    Optional<StoredErasure> lock(StoredErasure erasure);

    /**
     * Counts what was erased in this transaction.
     *
     * @param erasure of whom
     * @param more what to add; nothing happens when it has ended
     */
    void add(StoredErasure erasure, Erasure more);

    /**
     * Ends an erasing, and forgets whose it was.
     *
     * @param erasure which; locked
     * @param now what time it is
     */
    void end(StoredErasure erasure, Instant now);

    /**
     * Puts another name in the place of a person's, everywhere on a ticket of somebody else that is
     * {@link TicketWriter#lock locked}. What the person said in a rating and in feedback is
     * removed, and a tag that is the name; texts of comments, and files, are left alone.
     *
     * @param tenant whose
     * @param ticket which
     * @param person the id
     * @param name what stands there then
     */
    void rename(String tenant, TicketId ticket, String person, String name);

    /**
     * Puts another name in the place of a person's in a chat, also as the text of what the person said there, and removes
     * the summary.
     *
     * @param tenant whose
     * @param conversation which
     * @param person the id
     * @param name what stands there then
     */
    void rename(String tenant, ConversationId conversation, String person, String name);

    /**
     * Removes a chat with all that was said, and what its runs tell of the texts.
     *
     * @param tenant whose
     * @param conversation which
     * @return whether it was there
     */
    boolean forget(String tenant, ConversationId conversation);

    /**
     * Puts another name in the place of a person's in events that wait, and removes the person's idempotency keys, and
     * whose turn it was last to be given a ticket where it was this person's; and of the whole tenant what runs that belong
     * to no ticket, or to one that is not stored, tell of the texts they judged, for nobody knows whose these were.
     *
     * @param tenant whose
     * @param person the id
     * @param name what stands in events then
     * @param before runs made at this time or earlier: others go on making them
     * @param limit how many runs at most, 1 or more
     * @return whether there was anything: then there may be more
     */
    boolean forgetRest(String tenant, String person, String name, Instant before, int limit);
}
