package io.ticketkit.spi;

import io.ticketkit.Category;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.TicketId;
import java.util.List;
import java.util.Set;

/** Reads the words of tickets that were not merged into another, so that similar ones can be found. */
public interface WordReader {
    /**
     * A word that is looked for.
     *
     * @param text letters and digits as {@link SearchText} has them
     * @param beginning true for every word that begins like this, false for this word only
     */
    record Term(String text, boolean beginning) {}

    /**
     * The words of a ticket.
     *
     * @param id which ticket
     * @param title its title
     * @param status its status
     * @param category its category
     * @param searchText the beginning of its {@link SearchText#of search text}
     */
    record Words(TicketId id, String title, Status status, Category category, String searchText) {}

    /** At most as much of a search text is read, in characters. */
    int SEARCH_TEXT = 4_000;

    /**
     * The words of the newest tickets.
     *
     * @param tenant whose
     * @param scope in which they must be
     * @param limit how many at most
     * @return the newest first
     */
    List<Words> newest(String tenant, Scope scope, int limit);

    /**
     * The words of tickets that have certain words. A storage without an index of words may look at the newest few thousand
     * only.
     *
     * @param tenant whose
     * @param scope in which they must be
     * @param statuses any of these
     * @param anyOf lists of terms; a ticket must have all of at least one list
     * @param limit how many at most
     * @return the newest of them, in no particular order
     */
    List<Words> containing(String tenant, Scope scope, Set<Status> statuses, List<List<Term>> anyOf, int limit);
}
