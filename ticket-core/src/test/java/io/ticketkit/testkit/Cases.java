package io.ticketkit.testkit;

import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Origin;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Suggestion;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketId;
import io.ticketkit.assist.Speaker;
import io.ticketkit.assist.Turn;
import java.time.Duration;
import java.time.Instant;

/** Tickets and turns for tests of assistants, which need no storage. */
public final class Cases {
    /** When every ticket was submitted. */
    public static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

    private Cases() {}

    /**
     * An open technical ticket of a calm requester, number 1.
     *
     * @param title its title
     * @param description its description
     * @return a builder
     */
    public static TicketBuilder ticket(String title, String description) {
        TicketBuilder ticket = Ticket.builder()
                .id(new TicketId(1))
                .tenant("default")
                .title(title)
                .description(description)
                .category(new Category("technical"))
                .priority(Priority.MEDIUM)
                .status(Status.OPEN)
                .sentiment(Sentiment.CALM)
                .urgencyScore(30)
                .requester("kim")
                .version(1)
                .createdAt(START)
                .updatedAt(START);
        for (ClassifiedField field : ClassifiedField.values()) {
            ticket.origin(field, Origin.of(new Suggestion<>("x", 0.9, Source.KEYWORD), 0.7));
        }
        return ticket;
    }

    /**
     * A public turn.
     *
     * @param speaker who
     * @param hours how long after {@link #START}
     * @param text what
     * @return the turn
     */
    public static Turn said(Speaker speaker, int hours, String text) {
        return Turn.of(speaker, text, START.plus(Duration.ofHours(hours)));
    }
}
