package io.ticketkit.spi;

import io.ticketkit.HistoryEntry;
import io.ticketkit.Scope;
import io.ticketkit.StatsProvider;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketSelection;
import java.util.List;
import java.util.Optional;

/** What can be read inside one {@link TicketStorage#read} or {@link TicketStorage#write}. Not thread-safe. */
public interface TicketReader extends StatsProvider {
    /**
     * Looks for a ticket.
     *
     * @param tenant whose
     * @param scope in which it must be
     * @param id which
     * @return the ticket, or empty when there is none in that scope; {@link Ticket#mergedInto()} is told, here and
     *     wherever tickets are read, when that ticket is in the scope too
     */
    Optional<Ticket> find(String tenant, Scope scope, TicketId id);

    /**
     * Part of a list, ordered by {@link io.ticketkit.TicketQuery#order()} and then by id: rising with
     * {@link io.ticketkit.TicketOrder#OLDEST}, falling with all others.
     *
     * @param selection which tickets
     * @param seek which part of the list
     * @return at most {@link Seek#limit()}, always in the order of the list
     */
    List<Ticket> page(TicketSelection selection, Seek seek);

    /**
     * Counts.
     *
     * @param selection which tickets
     * @return how many
     */
    long count(TicketSelection selection);

    /**
     * Part of a ticket's history, ordered by event and position, rising.
     *
     * @param tenant whose
     * @param scope in which another ticket must be to be named as the subject of a line
     * @param id which ticket; the caller has checked that the actor may see it
     * @param internal whether internal lines are wanted; without them events are numbered as if there were none
     * @param seek which part; its position is event and position
     * @return at most {@link Seek#limit()}, always rising
     */
    List<HistoryEntry> history(String tenant, Scope scope, TicketId id, boolean internal, Seek seek);

    /**
     * Counts all that {@link #history} gives part by part.
     *
     * @param tenant whose
     * @param id which ticket; the caller has checked that the actor may see it
     * @param internal whether what only those may know who see internal notes counts too
     * @return how many
     */
    long historyLength(String tenant, TicketId id, boolean internal);

    /**
     * Looks for the first use of an idempotency key.
     *
     * @param key the key
     * @return its first use, or empty when it was not used
     */
    Optional<IdempotencyClaim> findClaim(IdempotencyKey key);

    /** {@return the recorded runs of classifiers} */
    RunReader runs();

    /** {@return what was learned from people's decisions, and these decisions} */
    ModelReader models();

    /** {@return what was said on tickets} */
    CommentReader comments();

    /** {@return files that hang on tickets} */
    AttachmentReader attachments();

    /** {@return what people think of the help they got} */
    FeedbackReader feedback();

    /** {@return how tickets belong together} */
    LinkReader links();

    /** {@return chats with a machine} */
    ConversationReader conversations();

    /** {@return the words of tickets, so that similar ones can be found} */
    WordReader words();

    /** {@return what tickets are called in other systems} */
    ExternalReader externals();

    /** {@return tickets with all that belongs to them} */
    ArchiveReader archive();

    /** {@return what one person left} */
    PersonReader persons();
}
