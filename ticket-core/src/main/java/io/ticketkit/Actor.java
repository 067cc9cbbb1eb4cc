package io.ticketkit;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who acts. Every read is limited to what the actor may see, and every write records the actor.
 * TicketKit keeps no users: the id is whatever the host calls its people, a user name or a number.
 * Immutable.
 */
public final class Actor {
    /** The part an actor plays. */
    public enum Role {
        /** Somebody who asks for help. */
        REQUESTER,
        /** Somebody who gives help. */
        STAFF,
        /** A program. */
        SYSTEM;

        /** {@return the name used in JSON and in the database: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /**
         * Reads a wire name, in any letter case.
         *
         * @param text what somebody wrote
         * @return the role, or empty when there is none of that name
         */
        public static Optional<Role> parse(String text) {
            return WireNames.parse(values(), text);
        }
    }

    private final Role role;
    private final String id;
    private final Set<String> teams;

    private Actor(Role role, String id, Set<String> teams) {
        this.role = role;
        this.id = Text.require("actor", id, Limits.PERSON);
        this.teams = Collections.unmodifiableSet(Text.names("team", teams, Limits.NAME));
    }

    /**
     * Somebody who asks for help.
     *
     * @param id the host's id of the person, 1 to 254 characters
     * @return the actor
     * @throws ValidationException when the id is blank, too long or not valid text
     */
    public static Actor requester(String id) {
        return new Actor(Role.REQUESTER, id, Set.of());
    }

    /**
     * Somebody who gives help.
     *
     * @param id the host's id of the person, 1 to 254 characters
     * @return the actor
     * @throws ValidationException when the id is blank, too long or not valid text
     */
    public static Actor staff(String id) {
        return new Actor(Role.STAFF, id, Set.of());
    }

    /**
     * A program.
     *
     * @param id a name for the program, 1 to 254 characters
     * @return the actor
     * @throws ValidationException when the id is blank, too long or not valid text
     */
    public static Actor system(String id) {
        return new Actor(Role.SYSTEM, id, Set.of());
    }

    /**
     * The same actor as a member of teams, for policies that look at them.
     *
     * @param names the teams, each 1 to 64 characters; replaces what was there
     * @return a new actor
     * @throws ValidationException when a name is blank, too long or not valid text
     */
    public Actor inTeams(Set<String> names) {
        return new Actor(role, id, names);
    }

    /** {@return the part this actor plays: the role} */
    public Role role() {
        return role;
    }

    /** {@return the host's id of the actor: the id, unique within the role} */
    public String id() {
        return id;
    }

    /** {@return the teams the host put the actor in: an unmodifiable set, possibly empty} */
    public Set<String> teams() {
        return teams;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Actor that && role == that.role && id.equals(that.id) && teams.equals(that.teams);
    }

    @Override
    public int hashCode() {
        return Objects.hash(role, id, teams);
    }

    /** Only the role: an id may be an e-mail address. */
    @Override
    public String toString() {
        return "Actor[" + role.wireName() + "]";
    }
}
