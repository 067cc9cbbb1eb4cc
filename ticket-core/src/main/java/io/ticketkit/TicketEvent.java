package io.ticketkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A fact about a ticket. More types will come: give a switch over them a default. */
public sealed interface TicketEvent {
    /**
     * What every event tells.
     *
     * @param tenant whose ticket
     * @param ticketId which ticket
     * @param number the ticket's event number, from 1, rising by 1; tells the order within one ticket
     * @param at when
     * @param actor who did it
     */
    record Header(String tenant, TicketId ticketId, long number, Instant at, Actor actor) {}

    /**
     * A ticket was created.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as created
     */
    record Submitted(Header header, Ticket ticket) implements TicketEvent {}

    /**
     * Fields of a ticket were changed.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as it is now
     * @param changes at least one
     */
    record Updated(Header header, Ticket ticket, List<FieldChange> changes) implements TicketEvent {
        /**
         * Copies the list.
         *
         * @param header as above
         * @param ticket as above
         * @param changes as above
         */
        public Updated {
            changes = List.copyOf(changes);
        }

        /**
         * Finds the change of a field.
         *
         * @param field the field
         * @return the change, or empty when the field kept its value
         */
        public Optional<FieldChange> change(TicketField field) {
            return changes.stream().filter(c -> c.field() == field).findFirst();
        }
    }

    /**
     * A ticket and all that hung on it were erased.
     *
     * @param header which, when, by whom
     */
    record Erased(Header header) implements TicketEvent {}

    /** {@return which ticket, when, by whom: the header} */
    Header header();
}
