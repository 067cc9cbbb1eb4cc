package io.ticketkit.spi;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.RunId;
import io.ticketkit.TicketId;
import java.util.List;

/** Records runs of classifiers, and what becomes of them. Not thread-safe. */
public interface RunWriter extends RunReader {
    /** What came of linking a recorded run to a ticket. */
    enum Link {
        /** It belongs to the ticket now. */
        LINKED,
        /** It belongs to a ticket already. */
        TAKEN,
        /** There is no such run of that tenant. */
        UNKNOWN
    }

    /** {@return an id that no run of any tenant has or had} */
    RunId nextId();

    /**
     * Records runs.
     *
     * @param runs that have ended, with ids from {@link #nextId()}; possibly none. Those that wait go into
     *     {@link TicketWriter#queue()}
     */
    void insert(List<ClassificationRun> runs);

    /**
     * Gives a recorded run that has no ticket its ticket and the fates of its values.
     *
     * @param run with id, ticket and fates; nothing else of it is looked at
     * @return whether it was there and free
     */
    Link link(ClassificationRun run);

    /**
     * Records a person's decision about the value of a field: the standing value of the ticket's runs is accepted when
     * it is the chosen one, else corrected. Deciding again replaces the decision. Without a standing value nothing
     * happens.
     *
     * @param tenant whose
     * @param ticket which ticket
     * @param field which field
     * @param chosen what the person chose, as text
     */
    void decide(String tenant, TicketId ticket, ClassifiedField field, String chosen);

    /**
     * Records that a machine or the host replaced the value of a field: what is applied becomes superseded. A person's
     * decisions stay.
     *
     * @param tenant whose
     * @param ticket which ticket
     * @param field which field
     */
    void supersede(String tenant, TicketId ticket, ClassifiedField field);
}
