package io.ticketkit;

import java.util.List;

/**
 * Some tickets of a {@link TicketSource}.
 *
 * @param tickets possibly none; not more than were asked for
 * @param cursor where to go on after them, as the source understands it: up to 2,000 characters, possibly empty. It is
 *     kept with the job, so it holds nothing secret
 * @param more whether there are more right now; when there are none, the job is read to its end, and goes on from the
 *     cursor when it is run again
 */
public record SourcePage(List<SourceTicket> tickets, String cursor, boolean more) {
    /**
     * Copies the list.
     *
     * @param tickets as above
     * @param cursor as above
     * @param more as above
     */
    public SourcePage {
        tickets = List.copyOf(tickets);
    }

    /** Only how many. */
    @Override
    public String toString() {
        return "SourcePage[" + tickets.size() + " tickets" + (more ? ", more" : "") + "]";
    }
}
