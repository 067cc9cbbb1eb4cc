package io.ticketkit.demo.users;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody with an account may do. */
public enum Role {
    /** Asks for help: sees nothing but the own tickets. */
    REQUESTER,
    /** Answers tickets. */
    AGENT,
    /** Answers tickets, and runs the demo. */
    ADMIN;

    /** As JSON and the database have it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
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
