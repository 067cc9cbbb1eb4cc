package io.ticketkit.demo;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Notification;
import io.ticketkit.Notifications;
import io.ticketkit.OutboxEvent;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** An event and what is told of it. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Samples() {}

    /** A ticket of somebody was resolved. */
    static OutboxEvent resolved(String requester, String title) {
        Ticket ticket = Ticket.builder()
                .id(new TicketId(7))
                .tenant("default")
                .title(title)
                .description("Details, secret.")
                .category(new Category("general"))
                .priority(Priority.MEDIUM)
                .status(Status.RESOLVED)
                .sentiment(Sentiment.NEUTRAL)
                .requester(requester)
                .createdAt(NOW)
                .updatedAt(NOW)
                .resolvedAt(NOW)
                .build();
        HistoryEntry.Builder line = HistoryEntry.builder(3, 0)
                .at(NOW)
                .actor(Actor.Role.STAFF, "agent-1")
                .kind(HistoryEntry.Kind.CHANGED);
        return OutboxEvent.builder("default", ticket.id(), 3)
                .type("updated")
                .at(NOW)
                .actor(Actor.Role.STAFF, "agent-1")
                .ticket(ticket)
                .lines(List.of(
                        line.change(new FieldChange(TicketField.STATUS, "open", "resolved"))
                                .build(),
                        line.change(new FieldChange(TicketField.TITLE, "Private words", title))
                                .build()))
                .build();
    }

    static Notification notification(String requester, String title) {
        return Notifications.of(resolved(requester, title)).get(0);
    }
}
