package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which conversations are wanted. Immutable. */
public final class ConversationQuery {
    private static final ConversationQuery ALL = builder().build();

    private final @Nullable TicketId ticket;
    private final @Nullable Boolean active;

    private ConversationQuery(Builder builder) {
        this.ticket = builder.ticket;
        this.active = builder.active;
    }

    /** {@return a query for all conversations} */
    public static ConversationQuery all() {
        return ALL;
    }

    /**
     * A query for the conversations of a ticket.
     *
     * @param ticket the ticket
     * @return the query
     */
    public static ConversationQuery ofTicket(TicketId ticket) {
        return builder().ticket(ticket).build();
    }

    /** {@return a builder for all conversations} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return of which ticket: its id; empty for any ticket and none} */
    public Optional<TicketId> ticket() {
        return Optional.ofNullable(ticket);
    }

    /** {@return true for those that go on, false for those that have ended, empty for both} */
    public Optional<Boolean> active() {
        return Optional.ofNullable(active);
    }

    @Override
    public String toString() {
        return "ConversationQuery[" + (ticket == null ? "any ticket" : "ticket " + ticket)
                + (active == null ? "]" : active ? ", active]" : ", ended]");
    }

    /** Collects a query; not thread-safe. */
    public static final class Builder {
        private @Nullable TicketId ticket;
        private @Nullable Boolean active;

        private Builder() {}

        /**
         * Wants those of a ticket.
         * @param value the ticket, or null for any ticket and none
         * @return this
         */
        public Builder ticket(@Nullable TicketId value) {
            this.ticket = value;
            return this;
        }

        /**
         * Wants those that go on, or those that have ended.
         * @param value true, false, or null for both
         * @return this
         */
        public Builder active(@Nullable Boolean value) {
            this.active = value;
            return this;
        }

        /** {@return the query} */
        public ConversationQuery build() {
            return new ConversationQuery(this);
        }
    }
}
