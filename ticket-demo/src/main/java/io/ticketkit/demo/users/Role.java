package io.ticketkit.demo.users;

import io.ticketkit.Actor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody with an account may do. */
public enum Role {
    /** Asks for help: sees nothing but the own tickets. */
    REQUESTER,
    /** Answers tickets. */
    AGENT,
    /** Answers tickets, and runs the demo. */
    ADMIN;

    private static final String ADMINS = "ticketkit-demo-admins";

    /** As JSON and the database have it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An admin as TicketKit is told of one who does what only admins may. */
    public static Actor asAdmin(Actor staff) {
        return staff.inTeams(Set.of(ADMINS));
    }

    /** Whether TicketKit was told that this is an admin. */
    public static boolean isAdmin(Actor actor) {
        return actor.role() == Actor.Role.STAFF && actor.teams().contains(ADMINS);
    }

    /** Whether such a person answers tickets. */
    public boolean isStaff() {
        return this != REQUESTER;
    }

    public static Optional<Role> parse(String text) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(text))
                .findFirst();
    }
}
