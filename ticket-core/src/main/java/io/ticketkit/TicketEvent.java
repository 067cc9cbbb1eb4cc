package io.ticketkit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
     * @param internal whether only those may hear of it who may see internal notes
     * @param hidden how many of the ticket's events up to this one are internal: others count without them
     */
    record Header(
            String tenant, TicketId ticketId, long number, Instant at, Actor actor, boolean internal, long hidden) {
        /**
         * Of a ticket without internal events.
         *
         * @param tenant as above
         * @param ticketId as above
         * @param number as above
         * @param at as above
         * @param actor as above
         */
        public Header(String tenant, TicketId ticketId, long number, Instant at, Actor actor) {
            this(tenant, ticketId, number, at, actor, false, 0);
        }
    }

    /**
     * A ticket was created.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as created
     */
    record Submitted(Header header, Ticket ticket) implements TicketEvent {}

    /**
     * Fields of a ticket were changed, what a machine had chosen was accepted, or a machine judged again and a field
     * needs no review any more.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as it is now
     * @param changes possibly none
     * @param accepted fields whose value stays, but is the actor's choice now; possibly none
     */
    record Updated(Header header, Ticket ticket, List<FieldChange> changes, Set<ClassifiedField> accepted)
            implements TicketEvent {
        /**
         * Copies list and set.
         *
         * @param header as above
         * @param ticket as above
         * @param changes as above
         * @param accepted as above
         */
        public Updated {
            changes = List.copyOf(changes);
            accepted = Set.copyOf(accepted);
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
     * Somebody replied on a ticket, or wrote an internal note.
     *
     * @param header which, when, by whom; not necessarily the author
     * @param ticket the ticket as it is now
     * @param comment what was said; {@link Comment#isInternal()} tells whether only some may hear of it
     */
    record Commented(Header header, Ticket ticket, Comment comment) implements TicketEvent {}

    /**
     * A reply or a note says something else now.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as it is now
     * @param comment what it says now; {@link Comment#isInternal()} tells whether only some may hear of it
     */
    record CommentEdited(Header header, Ticket ticket, Comment comment) implements TicketEvent {}

    /**
     * A reply or a note was deleted.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as it is now
     * @param comment the tombstone; {@link Comment#isInternal()} tells whether only some may hear of it
     */
    record CommentDeleted(Header header, Ticket ticket, Comment comment) implements TicketEvent {}

    /**
     * A ticket and all that hung on it were erased.
     *
     * @param header which, when, by whom
     */
    record Erased(Header header) implements TicketEvent {}

    /**
     * A ticket was merged into another, and closed if it was not.
     *
     * @param header which, when, by whom
     * @param ticket the duplicate as it is now
     * @param original the ticket it was merged into
     */
    record Merged(Header header, Ticket ticket, TicketId original) implements TicketEvent {}

    /**
     * A ticket took in a duplicate.
     *
     * @param header which, when, by whom
     * @param ticket the original as it is now
     * @param duplicate the ticket that was merged into it
     */
    record Absorbed(Header header, Ticket ticket, TicketId duplicate) implements TicketEvent {}

    /**
     * A ticket was linked with another, which has such an event too.
     *
     * @param header which, when, by whom
     * @param other the other ticket
     */
    record Linked(Header header, TicketId other) implements TicketEvent {}

    /**
     * The link of a ticket with another was removed; the other has such an event too.
     *
     * @param header which, when, by whom
     * @param other the other ticket
     */
    record Unlinked(Header header, TicketId other) implements TicketEvent {}

    /**
     * A file was attached.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as it is now
     * @param attachment what is known of the file; {@link Attachment#isInternal()} tells whether only some may hear of it
     */
    record Attached(Header header, Ticket ticket, Attachment attachment) implements TicketEvent {}

    /**
     * An attached file was deleted. Those of a deleted comment, or an erased ticket, go with it and have no event of
     * their own.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as it is now
     * @param attachment what was known of the file; {@link Attachment#isInternal()} tells whether only some may hear of it
     */
    record Detached(Header header, Ticket ticket, Attachment attachment) implements TicketEvent {}

    /**
     * Somebody said how satisfied they are, or changed what they had said.
     *
     * @param header which, when, by whom
     * @param ticket the ticket as it is now
     * @param rating as it is now
     */
    record Rated(Header header, Ticket ticket, Rating rating) implements TicketEvent {}

    /** {@return which ticket, when, by whom: the header} */
    Header header();

    /** {@return what happened, as {@link OutboxEvent#type()} has it: the name of this type in lower snake case} */
    default String type() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
