package io.ticketkit;

import java.util.Optional;

/** How much a ticket matters; constants are declared from least to most, so they compare. */
public enum Priority {
    /** A minor issue or a general question. */
    LOW,
    /** A normal issue that touches one user. */
    MEDIUM,
    /** A significant issue, or one that touches several users. */
    HIGH,
    /** A system is down, data is lost, security is broken. */
    CRITICAL;

    /** {@return the name used in JSON and in the database: lower snake case, for example {@code critical}} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case; {@code urgent} is read as {@link #CRITICAL}.
     *
     * @param text what somebody wrote
     * @return the priority, or empty when there is none of that name
     */
    public static Optional<Priority> parse(String text) {
        return text.strip().equalsIgnoreCase("urgent") ? Optional.of(CRITICAL) : WireNames.parse(values(), text);
    }
}
