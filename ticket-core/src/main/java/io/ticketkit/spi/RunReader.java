package io.ticketkit.spi;

import io.ticketkit.ClassificationRun;
import io.ticketkit.TicketId;
import java.util.List;

/** The recorded runs of classifiers, as {@link TicketReader#runs()} gives them. Not thread-safe. */
public interface RunReader {
    /**
     * Part of the runs of a ticket, ordered by {@link ClassificationRun#at()} and id, rising.
     *
     * @param tenant whose
     * @param ticket which ticket; the caller has checked that the actor may see it
     * @param seek which part; its position is the time in microseconds, and the id
     * @return at most {@link Seek#limit()}, always rising
     */
    List<ClassificationRun> ofTicket(String tenant, TicketId ticket, Seek seek);
}
