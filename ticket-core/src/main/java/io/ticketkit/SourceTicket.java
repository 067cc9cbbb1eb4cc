package io.ticketkit;

/**
 * A ticket as a {@link TicketSource} gives it.
 *
 * @param id its id in the other system, 1 to 200 characters; what is not valid is set aside
 * @param draft what is stored when it is not known yet; its idempotency key plays no part
 */
public record SourceTicket(String id, TicketDraft draft) {
    /** Nothing of it. */
    @Override
    public String toString() {
        return "SourceTicket[…]";
    }
}
