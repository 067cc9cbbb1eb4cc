package io.ticketkit;

/** What came of processing a ticket. */
public enum ProcessingOutcome {
    /** It is classified and, where there is a sink, written back. */
    DONE,
    /** It is classified, but the sink did not take it; a job tries that again when it is run again. */
    UNWRITTEN,
    /** It was not classified, see {@link ProcessedTicket#failure()}; the rest goes on without it. */
    SET_ASIDE;

    /** {@return the name used in JSON: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }
}
