package io.ticketkit;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which change of status is allowed, as one table. Keeping a status is no change and always allowed. Immutable.
 *
 * <pre>{@code
 * Workflow strict = Workflow.builder()
 *         .allow(Status.OPEN, Status.IN_PROGRESS)
 *         .allow(Status.IN_PROGRESS, Status.OPEN, Status.RESOLVED)
 *         .allow(Status.RESOLVED, Status.OPEN, Status.CLOSED)
 *         .allow(Status.CLOSED, Status.OPEN)
 *         .build();
 * }</pre>
 */
public final class Workflow {
    private static final Workflow STANDARD = builder()
            .allow(Status.OPEN, Status.IN_PROGRESS, Status.RESOLVED, Status.CLOSED)
            .allow(Status.IN_PROGRESS, Status.OPEN, Status.RESOLVED, Status.CLOSED)
            .allow(Status.RESOLVED, Status.OPEN, Status.IN_PROGRESS, Status.CLOSED)
            .allow(Status.CLOSED, Status.OPEN)
            .build();

    private final Map<Status, Set<Status>> table;

    private Workflow(Map<Status, Set<Status>> table) {
        this.table = table;
    }

    /**
     * The default: everything is allowed, but a closed ticket must be reopened before anything else.
     *
     * @return the workflow
     */
    public static Workflow standard() {
        return STANDARD;
    }

    /** {@return a builder} Starts an own table, in which nothing is allowed yet. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether a change is allowed.
     *
     * @param from the status a ticket has
     * @param to the status it should get
     * @return true when allowed, or when both are the same
     */
    public boolean allows(Status from, Status to) {
        return from == to || from(from).contains(to);
    }

    /**
     * Where a ticket can go.
     *
     * @param status the status it has
     * @return unmodifiable, without the status itself
     */
    public Set<Status> from(Status status) {
        return table.getOrDefault(status, Set.of());
    }

    /** Collects the table; not thread-safe. */
    public static final class Builder {
        private final Map<Status, Set<Status>> table = new EnumMap<>(Status.class);

        private Builder() {}

        /**
         * Adds a row.
         * @param from the status a ticket has
         * @param first where it can go
         * @param more where else it can go
         * @return this
         */
        public Builder allow(Status from, Status first, Status... more) {
            Set<Status> row = table.computeIfAbsent(from, s -> EnumSet.noneOf(Status.class));
            row.addAll(EnumSet.of(first, more));
            row.remove(from);
            return this;
        }

        /** {@return the workflow} Makes the workflow. */
        public Workflow build() {
            Map<Status, Set<Status>> copy = new EnumMap<>(Status.class);
            table.forEach((from, to) -> copy.put(from, java.util.Collections.unmodifiableSet(EnumSet.copyOf(to))));
            return new Workflow(copy);
        }
    }
}
