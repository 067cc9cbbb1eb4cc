package io.ticketkit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a ticket's history: who did what, when. Written in the same transaction as the change. Immutable.
 */
public final class HistoryEntry {
    /** What was done. */
    public enum Kind {
        /** The ticket was created; no field. */
        SUBMITTED,
        /** A field got another value by somebody's choice. */
        CHANGED,
        /** A machine scored the field again because the text changed. */
        RESCORED;

        /** {@return the name used in JSON and in the database: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /**
         * Reads a wire name, in any letter case.
         *
         * @param text what somebody wrote
         * @return the kind, or empty when there is none of that name
         */
        public static Optional<Kind> parse(String text) {
            return WireNames.parse(values(), text);
        }
    }

    private final long event;
    private final int position;
    private final Instant at;
    private final Actor.Role actorRole;
    private final String actorId;
    private final Kind kind;
    private final @Nullable FieldChange change;

    /**
     * For storages and the engine.
     *
     * @param event number of the ticket's event, from 1
     * @param position place within the event, from 0
     * @param at when
     * @param actorRole the part of who did it
     * @param actorId the id of who did it
     * @param kind what was done
     * @param change the change, or null for {@link Kind#SUBMITTED}
     */
    public HistoryEntry(
            long event,
            int position,
            Instant at,
            Actor.Role actorRole,
            String actorId,
            Kind kind,
            @Nullable FieldChange change) {
        this.event = event;
        this.position = position;
        this.at = at;
        this.actorRole = actorRole;
        this.actorId = actorId;
        this.kind = kind;
        this.change = change;
    }

    /** {@return number of the event this line belongs to; lines written by one call have the same: from 1, rising} */
    public long event() {
        return event;
    }

    /** {@return place within the event: from 0} */
    public int position() {
        return position;
    }

    /** {@return when it was done: in microseconds} */
    public Instant at() {
        return at;
    }

    /** {@return the part of who did it: the role} */
    public Actor.Role actorRole() {
        return actorRole;
    }

    /** {@return the id of who did it: the host's id} */
    public String actorId() {
        return actorId;
    }

    /** {@return what was done: the kind} */
    public Kind kind() {
        return kind;
    }

    /** {@return what changed: the change; empty for {@link Kind#SUBMITTED}} */
    public Optional<FieldChange> change() {
        return Optional.ofNullable(change);
    }

    @Override
    public String toString() {
        return "HistoryEntry[" + event + "." + position + " " + kind.wireName() + (change == null ? "" : " " + change)
                + "]";
    }
}
