package io.ticketkit;

import java.util.Collection;
import java.util.List;

/**
 * Which tickets an actor may see: data that a storage turns into conditions of its queries.
 */
public sealed interface Scope {
    /** Every ticket of the tenant. */
    record All() implements Scope {}

    /** No ticket. */
    record None() implements Scope {}

    /**
     * Tickets of one requester.
     *
     * @param requester the host's id
     */
    record Requester(String requester) implements Scope {
        /**
         * Checks and strips it.
         *
         * @param requester the host's id
         * @throws ValidationException when it is blank, too long or not valid text
         */
        public Requester {
            requester = Text.require("requester", requester, Limits.PERSON);
        }

        @Override
        public String toString() {
            return "Requester[…]";
        }
    }

    /**
     * Tickets assigned to somebody.
     *
     * @param assignee the host's id
     */
    record Assignee(String assignee) implements Scope {
        /**
         * Checks and strips it.
         *
         * @param assignee the host's id
         * @throws ValidationException when it is blank, too long or not valid text
         */
        public Assignee {
            assignee = Text.require("assignee", assignee, Limits.PERSON);
        }

        @Override
        public String toString() {
            return "Assignee[…]";
        }
    }

    /**
     * Tickets of a team.
     *
     * @param team the team
     */
    record Team(String team) implements Scope {
        /**
         * Checks and strips it.
         *
         * @param team the team
         * @throws ValidationException when it is blank, too long or not valid text
         */
        public Team {
            team = Text.require("team", team, Limits.NAME);
        }
    }

    /**
     * Tickets with a tag.
     *
     * @param tag the tag
     */
    record Tag(String tag) implements Scope {
        /**
         * Checks and strips it.
         *
         * @param tag the tag
         * @throws ValidationException when it is blank, too long or not valid text
         */
        public Tag {
            tag = Text.require("tag", tag, Limits.NAME);
        }
    }

    /**
     * Tickets about one object of the host.
     *
     * @param reference the object
     */
    record Host(HostReference reference) implements Scope {
        /**
         * Checks it.
         *
         * @param reference the object
         * @throws ValidationException when type or id is blank, too long or not valid text
         */
        public Host {
            new FieldRules().hostReference(reference).throwIfAny();
        }
    }

    /**
     * Tickets that are in every one of these; all tickets when there is none.
     *
     * @param scopes the parts
     */
    record AllOf(List<Scope> scopes) implements Scope {
        /**
         * Copies the list.
         *
         * @param scopes as above
         */
        public AllOf {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * Tickets that are in at least one of these; no ticket when there is none.
     *
     * @param scopes the parts
     */
    record AnyOf(List<Scope> scopes) implements Scope {
        /**
         * Copies the list.
         *
         * @param scopes as above
         */
        public AnyOf {
            scopes = List.copyOf(scopes);
        }
    }

    /** {@return every ticket of the tenant: the scope} */
    static Scope all() {
        return new All();
    }

    /** {@return no ticket: the scope} */
    static Scope none() {
        return new None();
    }

    /**
     * Tickets of one requester.
     *
     * @param requester the host's id
     * @return the scope
     */
    static Scope requester(String requester) {
        return new Requester(requester);
    }

    /**
     * Tickets assigned to somebody.
     *
     * @param assignee the host's id
     * @return the scope
     */
    static Scope assignee(String assignee) {
        return new Assignee(assignee);
    }

    /**
     * Tickets of a team.
     *
     * @param team the team
     * @return the scope
     */
    static Scope team(String team) {
        return new Team(team);
    }

    /**
     * Tickets with a tag.
     *
     * @param tag the tag
     * @return the scope
     */
    static Scope tag(String tag) {
        return new Tag(tag);
    }

    /**
     * Tickets about one object of the host.
     *
     * @param reference the object
     * @return the scope
     */
    static Scope host(HostReference reference) {
        return new Host(reference);
    }

    /**
     * Tickets that are in every one of these.
     *
     * @param scopes the parts; none means all tickets
     * @return the scope
     */
    static Scope allOf(Collection<? extends Scope> scopes) {
        return new AllOf(List.copyOf(scopes));
    }

    /**
     * Tickets that are in at least one of these.
     *
     * @param scopes the parts; none means no ticket
     * @return the scope
     */
    static Scope anyOf(Collection<? extends Scope> scopes) {
        return new AnyOf(List.copyOf(scopes));
    }

    /**
     * Whether a ticket is in this scope.
     *
     * @param ticket the ticket
     * @return true when the actor who has this scope may see it
     */
    default boolean includes(Ticket ticket) {
        if (this instanceof Requester s) {
            return ticket.requester().filter(s.requester()::equals).isPresent();
        } else if (this instanceof Assignee s) {
            return ticket.assignee().filter(s.assignee()::equals).isPresent();
        } else if (this instanceof Team s) {
            return ticket.team().filter(s.team()::equals).isPresent();
        } else if (this instanceof Tag s) {
            return ticket.tags().contains(s.tag());
        } else if (this instanceof Host s) {
            return ticket.hostReference().filter(s.reference()::equals).isPresent();
        } else if (this instanceof AllOf s) {
            return s.scopes().stream().allMatch(part -> part.includes(ticket));
        } else if (this instanceof AnyOf s) {
            return s.scopes().stream().anyMatch(part -> part.includes(ticket));
        }
        return this instanceof All;
    }
}
