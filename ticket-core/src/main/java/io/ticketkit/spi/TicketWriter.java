package io.ticketkit.spi;

import io.ticketkit.HistoryEntry;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import java.util.List;
import java.util.Optional;

/** What can be written inside one {@link TicketStorage#write}. Not thread-safe. */
public interface TicketWriter extends TicketReader {
    /**
     * Makes what was written so far visible to whoever reads in this same transaction by other means, such as SQL of the host's.
     * Until then, or until the work ends, a storage may hold it back, to send it together with more; what is wrong with it is then told
     * there. What this writer reads itself is always as it was written.
     */
    void flush();

    /** {@return an id that no ticket of any tenant has or had} */
    TicketId nextId();

    /**
     * Uses an idempotency key, unless it was used before. Waits for another transaction that is using it, and does not
     * spoil the transaction when the answer is no.
     *
     * @param claim the key, and what it is used for
     * @return true when this was the first use
     */
    boolean claim(IdempotencyClaim claim);

    /**
     * Stores a new ticket.
     *
     * @param ticket with an id from {@link #nextId()}
     * @param history what to add to its history
     */
    default void insert(StoredTicket ticket, List<HistoryEntry> history) {
        insert(List.of(new NewTicket(ticket, history)));
    }

    /**
     * Stores many new tickets, in far fewer round trips than one by one. A few hundred a transaction are a good measure:
     * the gain hardly grows after that.
     *
     * @param tickets with ids from {@link #nextId()}; possibly none
     */
    void insert(List<NewTicket> tickets);

    /**
     * Reads a ticket and keeps others from changing it until the end of the transaction.
     *
     * @param tenant whose
     * @param scope in which it must be
     * @param id which
     * @return the ticket as it is now, or empty when there is none in that scope
     */
    Optional<StoredTicket> lock(String tenant, Scope scope, TicketId id);

    /**
     * Stores a ticket that was {@link #lock locked} before.
     *
     * @param before as it was
     * @param after as it shall be; same tenant and id
     * @param history what to add to its history
     */
    void update(StoredTicket before, StoredTicket after, List<HistoryEntry> history);

    /**
     * Removes a ticket that was {@link #lock locked} before, and everything that hangs on it: tags, attributes, history,
     * comments, idempotency keys, names in other systems, runs and events that still wait; items of jobs forget it. Its other runs stay, with their cost and without
     * ticket id and rationale.
     *
     * @param tenant whose
     * @param id which
     */
    void erase(String tenant, TicketId id);

    /** {@return the recorded runs of classifiers, written in this same transaction} */
    @Override
    RunWriter runs();

    /** {@return the learned models, written in this same transaction} */
    @Override
    ModelWriter models();

    /** {@return the runs that wait to be made in the background, written in this same transaction} */
    RunQueue queue();

    /** {@return what was said on tickets, written in this same transaction} */
    @Override
    CommentWriter comments();

    /** {@return files that hang on tickets, written in this same transaction} */
    @Override
    AttachmentWriter attachments();

    /** {@return what people think of the help they got, written in this same transaction} */
    @Override
    FeedbackWriter feedback();

    /** {@return how tickets belong together, written in this same transaction} */
    @Override
    LinkWriter links();

    /** {@return chats with a machine, written in this same transaction} */
    @Override
    ConversationWriter conversations();

    /** {@return the events that wait to be delivered, written in this same transaction} */
    OutboxQueue outbox();

    /** {@return whose turn it is to be given a ticket, written in this same transaction} */
    AssignmentRotations rotations();

    /** {@return what tickets are called in other systems, written in this same transaction} */
    @Override
    ExternalWriter externals();

    /** {@return tickets with all that belongs to them, written in this same transaction} */
    @Override
    ArchiveWriter archive();

    /** {@return processing jobs, written in this same transaction} */
    JobQueue jobs();

    /** {@return what one person left, removed in this same transaction} */
    @Override
    PersonWriter persons();

    /** {@return what is kept no longer, removed in this same transaction} */
    RetentionQueue retention();
}
