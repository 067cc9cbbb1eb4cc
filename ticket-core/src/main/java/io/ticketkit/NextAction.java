package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that could be done next on a ticket. Immutable. */
public final class NextAction {
    /** Longest label, in code points. */
    public static final int LABEL = 200;

    private final Kind kind;
    private final String label;
    private final @Nullable TicketId subject;

    private NextAction(Kind kind, String label, @Nullable TicketId subject) {
        this.kind = kind;
        this.label = label;
        this.subject = subject;
    }

    /** What to do. Will grow: a switch over it needs a default. */
    public enum Kind {
        /** Answer the requester. */
        REPLY,
        /** Ask the requester for what is missing. */
        ASK_FOR_DETAILS,
        /** Remind the requester that an answer is awaited. */
        FOLLOW_UP,
        /** Give the ticket to somebody. */
        ASSIGN,
        /** Begin to work on it. */
        START,
        /** Have somebody with more say look at it. */
        ESCALATE,
        /** Raise its priority. */
        RAISE_PRIORITY,
        /** Look at what a machine was not sure of. */
        REVIEW,
        /** Merge it into the ticket it is a duplicate of. */
        MERGE_DUPLICATE,
        /** Set it to resolved. */
        RESOLVE,
        /** Close it. */
        CLOSE;

        /** {@return the name used in JSON: lower snake case} */
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

    /**
     * One action.
     *
     * @param kind what to do
     * @param label the same for people, with the reason: one line, cut to {@value #LABEL} code points
     * @return the action
     * @throws IllegalArgumentException when the label is blank
     */
    public static NextAction of(Kind kind, String label) {
        String line = Text.line(label, LABEL)
                .orElseThrow(() -> new IllegalArgumentException("label: it must say what to do"));
        return new NextAction(kind, line, null);
    }

    /**
     * The same about another ticket.
     *
     * @param ticket which, for example the original of a duplicate
     * @return a copy
     */
    public NextAction about(TicketId ticket) {
        return new NextAction(kind, label, ticket);
    }

    /** {@return what to do: the kind} */
    public Kind kind() {
        return kind;
    }

    /** {@return the same for people, with the reason: one line} */
    public String label() {
        return label;
    }

    /** {@return the other ticket it is about: its id, or empty} */
    public Optional<TicketId> subject() {
        return Optional.ofNullable(subject);
    }

    /** Without the label, which may quote the ticket. */
    @Override
    public String toString() {
        return kind.wireName() + (subject == null ? "" : " " + subject);
    }
}
