package io.ticketkit.internal;

import io.ticketkit.Comment;
import io.ticketkit.Expected;
import io.ticketkit.StaleCommentException;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Ticket;

/** Whether a ticket or comment is still the one somebody has looked at. */
final class Versions {
    private Versions() {}

    static void check(Expected expected, Ticket ticket) {
        if (expected instanceof Expected.Version version && version.number() != ticket.version()) {
            throw new StaleTicketException(version.number(), ticket);
        }
    }

    static void check(Expected expected, Comment comment) {
        if (expected instanceof Expected.Version version && version.number() != comment.version()) {
            throw new StaleCommentException(version.number(), comment);
        }
    }
}
