package io.ticketkit.spi;

import io.ticketkit.Ticket;
import io.ticketkit.TicketOrder;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an ordered list is wanted.
 *
 * @param from the place of an item that is itself not wanted, or null for the start (the end, when backward)
 * @param backward false for the items after that place, true for those just before it
 * @param limit how many at most
 */
public record Seek(@Nullable Position from, boolean backward, int limit) {
    /**
     * The place of an item.
     *
     * @param key what the list is ordered by
     * @param id what orders items with the same key
     */
    public record Position(long key, long id) {
        /**
         * The place of a ticket.
         *
         * @param ticket the ticket
         * @param order the order of the list
         * @return its place
         */
        public static Position of(Ticket ticket, TicketOrder order) {
            long key = switch (order) {
                case NEWEST, OLDEST -> EpochMicros.of(ticket.createdAt());
                case PRIORITY -> ticket.priority().rank();
                case URGENCY -> ticket.urgencyScore();
                case RECENTLY_UPDATED -> EpochMicros.of(ticket.updatedAt());
            };
            return new Position(key, ticket.id().value());
        }
    }
}
