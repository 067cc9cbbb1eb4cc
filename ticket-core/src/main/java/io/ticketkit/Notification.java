package io.ticketkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Who should hear what, and why. Immutable. */
public final class Notification {
    /** Why somebody should hear of something; when several apply, the first of them is given. */
    public enum Reason {
        /** The ticket was given to the recipient. */
        ASSIGNED_TO_YOU(Audience.ASSIGNEE),
        /** The ticket was resolved or closed, and is open again. */
        REOPENED(Audience.BOTH),
        /** The ticket was resolved. */
        RESOLVED(Audience.REQUESTER),
        /** Somebody replied to the requester. */
        NEW_REPLY_FOR_REQUESTER(Audience.REQUESTER),
        /** The requester wrote on a ticket that the recipient takes care of, or on one that was merged into it. */
        REQUESTER_REPLIED(Audience.ASSIGNEE),
        /**
         * Somebody wrote an internal note on a ticket that the recipient takes care of. No policy is asked: where some who
         * are given tickets may not see notes, leave this reason out.
         */
        INTERNAL_NOTE(Audience.ASSIGNEE);

        private enum Audience {
            REQUESTER,
            ASSIGNEE,
            BOTH
        }

        private final Audience audience;

        Reason(Audience audience) {
            this.audience = audience;
        }

        boolean isForRequesters() {
            return audience != Audience.ASSIGNEE;
        }

        boolean isForAssignees() {
            return audience != Audience.REQUESTER;
        }

        /** {@return the name used in messages: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /**
         * Reads a wire name, in any letter case.
         *
         * @param text what somebody wrote
         * @return the reason, or empty when there is none of that name
         */
        public static Optional<Reason> parse(String text) {
            return WireNames.parse(values(), text);
        }
    }

    private final String recipient;
    private final Actor.Role role;
    private final Reason reason;
    private final OutboxEvent event;
    private final Ticket ticket;

    Notification(String recipient, Actor.Role role, Reason reason, OutboxEvent event, Ticket ticket) {
        this.recipient = recipient;
        this.role = role;
        this.reason = reason;
        this.event = event;
        this.ticket = ticket;
    }

    /** {@return who should hear of it: the host's id of the person} */
    public String recipient() {
        return recipient;
    }

    /** {@return as what the recipient hears of it: requester, or staff; decides what the message may show} */
    public Actor.Role recipientRole() {
        return role;
    }

    /** {@return why: the reason} */
    public Reason reason() {
        return reason;
    }

    /** {@return what happened; it is not for the recipient's eyes as it is: it may count internal notes} */
    public OutboxEvent event() {
        return event;
    }

    /** {@return the ticket the recipient takes care of or owns, as it is now: of a reply on a duplicate perhaps the original} */
    public Ticket ticket() {
        return ticket;
    }

    /**
     * Tells this notification from all others, and is the same when it comes again. Nothing can be read from it: internal
     * notes are not counted in it where the recipient may not see them.
     *
     * @return 32 hexadecimal digits
     */
    public String dedupeKey() {
        long number = role == Actor.Role.REQUESTER ? event.visibleNumber() : event.number();
        String all = String.join(
                "\n",
                event.tenant(),
                event.ticketId().toString(),
                Long.toString(number),
                role.wireName(),
                recipient,
                reason.wireName());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Not who hears of it. */
    @Override
    public String toString() {
        return "Notification[" + reason.wireName() + ", " + event + "]";
    }
}
