package io.ticketkit.spi;

import io.ticketkit.ExternalReference;
import io.ticketkit.TicketId;

/** Remembers what tickets are called in other systems. Not thread-safe. */
public interface ExternalWriter extends ExternalReader {
    /**
     * Gives a name to a ticket, unless another ticket of the tenant has it. Waits for another transaction that is giving
     * it, and does not spoil the transaction when the answer is no.
     *
     * @param tenant whose
     * @param reference the name
     * @param ticket which; it may be inserted after this, in the same transaction
     * @return whether it has the name now; false when there is one that has it, possibly the same
     */
    boolean add(String tenant, ExternalReference reference, TicketId ticket);
}
