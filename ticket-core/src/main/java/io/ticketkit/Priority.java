package io.ticketkit;

import java.util.Optional;

/** How much a ticket matters; constants are declared from least to most, so they compare. */
public enum Priority {
    /** A minor issue or a general question. */
    LOW(0),
    /** A normal issue that touches one user. */
    MEDIUM(1),
    /** A significant issue, or one that touches several users. */
    HIGH(2),
    /** A system is down, data is lost, security is broken. */
    CRITICAL(3);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** {@return the place in the order from least to most, 0 to 3; stored, so it never changes} */
    public int rank() {
        return rank;
    }

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
