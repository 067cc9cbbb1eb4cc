package io.ticketkit;

/** Which tickets a job processes. Data only; more kinds may come. */
public sealed interface ProcessingInput {
    /**
     * Stored tickets; from the oldest on, those that are created while the job runs are met too.
     *
     * @param query ordered by {@link TicketOrder#OLDEST} or {@link TicketOrder#NEWEST}, so that none is missed
     * @return the input
     * @throws IllegalArgumentException when it has another order
     */
    static ProcessingInput tickets(TicketQuery query) {
        if (query.order() != TicketOrder.NEWEST && query.order() != TicketOrder.OLDEST) {
            throw new IllegalArgumentException("query: order by OLDEST or NEWEST, not by " + query.order());
        }
        return new Tickets(query);
    }

    /**
     * Drafts of new tickets. A job that is run again goes on behind those it has stored: the same drafts must come in the
     * same order then.
     *
     * @param drafts any number; read page by page, from the beginning when the job is run again
     * @return the input
     */
    static ProcessingInput drafts(Iterable<TicketDraft> drafts) {
        return new Drafts(drafts);
    }

    /**
     * Tickets of another system. Those that are not known yet are stored; of known ones nothing is changed but what the
     * classifier may.
     *
     * @param source where they come from
     * @return the input
     * @throws ValidationException when its name is not allowed
     */
    static ProcessingInput source(TicketSource source) {
        ExternalReference.checkSystem(source.system());
        return new External(source);
    }

    /**
     * Stored tickets.
     *
     * @param query which
     */
    record Tickets(TicketQuery query) implements ProcessingInput {}

    /**
     * New tickets.
     *
     * @param drafts of them
     */
    record Drafts(Iterable<TicketDraft> drafts) implements ProcessingInput {
        /** Nothing of the drafts. */
        @Override
        public String toString() {
            return "Drafts[…]";
        }
    }

    /**
     * Tickets of another system.
     *
     * @param source where they come from
     */
    record External(TicketSource source) implements ProcessingInput {}
}
