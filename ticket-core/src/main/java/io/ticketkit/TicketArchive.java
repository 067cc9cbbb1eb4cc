package io.ticketkit;

import java.util.List;
import java.util.function.Consumer;

/**
 * Whole tickets, out of one storage and into another: for backup in a form that people read, moving to another database,
 * taking over from another system. Every method needs {@link Action#ARCHIVE}, which includes to see internal notes.
 *
 * <pre>{@code
 * old.archive().export(TicketQuery.all(), past -> fresh.archive().restore(past));
 * }</pre>
 */
public interface TicketArchive {
    /**
     * The {@link ExternalReference#system() system} under which a restored ticket is remembered; its id there is the
     * {@link TicketPast#origin() origin}. Names of this system are no part of a {@link TicketPast}.
     */
    String SYSTEM = "ticketkit-archive";

    /**
     * Reads whole tickets. Memory is bounded: a page of them is read at a time, each in a transaction of its own (joining, in
     * the host's). By creation time ({@link TicketOrder#OLDEST}, {@link TicketOrder#NEWEST}) every ticket that is there
     * all the while is told exactly once; by other orders one that changes meanwhile may be told twice, or missed.
     *
     * @param query which, and in which order
     * @param each is told of each; what it throws ends the whole
     * @return how many were told
     * @throws ValidationException when the query is not valid
     */
    long export(TicketQuery query, Consumer<? super TicketPast> each);

    /**
     * Puts a ticket back, see {@link #restore(List)}.
     *
     * @param past the ticket
     * @return its id here
     * @throws ValidationException when it cannot be stored, with every violation
     */
    default TicketId restore(TicketPast past) {
        Restored restored = restore(List.of(past)).get(0);
        TicketId id = restored.ticket();
        if (id == null) {
            throw new ValidationException(restored.violations());
        }
        return id;
    }

    /**
     * Puts tickets back, in one transaction: with their times, versions, comments and history as they were. Nothing is
     * classified, no listener, handler or assignment hears of them. Ids are new; what names a ticket by its origin finds it
     * here whichever comes first, and links are made once both are here.
     *
     * <p>A ticket whose {@linkplain TicketPast#origin() origin} was put back before is left as it is, and so is one that
     * is put back where it came from. So what was interrupted can be begun anew.
     *
     * @param pasts at most {@value Limits#ARCHIVE}
     * @return what became of each, in their order
     * @throws IllegalArgumentException when there are too many
     */
    List<Restored> restore(List<TicketPast> pasts);

    /**
     * Looks whether a ticket could be put back, without doing it. That another has one of its names is not looked at.
     *
     * @param past the ticket
     * @return what is wrong with it: possibly nothing
     */
    List<Violation> check(TicketPast past);
}
