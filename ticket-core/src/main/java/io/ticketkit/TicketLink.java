package io.ticketkit;

import java.time.Instant;
import java.util.Objects;

/** How a ticket belongs together with another, seen from the first. Immutable. */
public final class TicketLink {
    /** What the other ticket is to this one. */
    public enum Kind {
        /** This ticket was merged into the other: there it goes on. */
        ORIGINAL(0),
        /** The other was merged into this one. */
        DUPLICATE(1),
        /** Somebody linked the two. */
        RELATED(2);

        private final int rank;

        Kind(int rank) {
            this.rank = rank;
        }

        /** {@return in which order the links with the same ticket come: from 0} */
        public int rank() {
            return rank;
        }

        /** {@return the name used in JSON: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    private final Kind kind;
    private final Ticket ticket;
    private final Instant at;

    private TicketLink(Kind kind, Ticket ticket, Instant at) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.ticket = Objects.requireNonNull(ticket, "ticket");
        this.at = Objects.requireNonNull(at, "at");
    }

    /**
     * Made by storages and tests.
     *
     * @param kind what the other ticket is
     * @param ticket the other ticket
     * @param at since when, in microseconds
     * @return the link
     */
    public static TicketLink of(Kind kind, Ticket ticket, Instant at) {
        return new TicketLink(kind, ticket, at);
    }

    /** {@return what the other ticket is: the kind} */
    public Kind kind() {
        return kind;
    }

    /** {@return the other ticket, as the actor may see it} */
    public Ticket ticket() {
        return ticket;
    }

    /** {@return when the two were linked or merged: in microseconds} */
    public Instant at() {
        return at;
    }

    @Override
    public String toString() {
        return "TicketLink[" + kind.wireName() + " " + ticket.id() + "]";
    }
}
