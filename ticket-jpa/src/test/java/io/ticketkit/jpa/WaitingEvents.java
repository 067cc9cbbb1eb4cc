package io.ticketkit.jpa;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.QueuedEvent;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Many events that wait, far faster than they could happen. */
final class WaitingEvents {
    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final int AT_ONCE = 50;

    private WaitingEvents() {}

    /** Tickets with so many events each, all of which wait for a handler. */
    static List<TicketId> store(TicketStorage storage, String handler, int tickets, int eventsEach) {
        List<TicketId> all = new ArrayList<>();
        for (int done = 0; done < tickets; done += AT_ONCE) {
            int some = Math.min(AT_ONCE, tickets - done);
            all.addAll(storage.<List<TicketId>>write(writer -> LongStream.range(0, some)
                    .mapToObj(number -> store(writer, handler, eventsEach))
                    .toList()));
        }
        return all;
    }

    private static TicketId store(TicketWriter writer, String handler, int events) {
        Ticket ticket = Ticket.builder()
                .id(writer.nextId())
                .tenant("acme")
                .title("Printer")
                .description("Details.")
                .category(new Category("general"))
                .priority(Priority.MEDIUM)
                .status(Status.OPEN)
                .sentiment(Sentiment.NEUTRAL)
                .createdAt(AT)
                .updatedAt(AT)
                .build();
        List<HistoryEntry> lines = LongStream.rangeClosed(1, events)
                .mapToObj(number -> HistoryEntry.builder(number, 0)
                        .at(AT)
                        .actor(Actor.Role.STAFF, "agent-1")
                        .kind(HistoryEntry.Kind.SUBMITTED)
                        .build())
                .toList();
        writer.insert(List.of(new NewTicket(new StoredTicket(ticket, events), lines)));
        for (HistoryEntry line : lines) {
            QueuedEvent event = new QueuedEvent(
                    "acme",
                    ticket.id(),
                    line.event(),
                    line.event() == 1 ? "submitted" : "updated",
                    false,
                    0,
                    AT,
                    Actor.Role.STAFF,
                    "agent-1");
            writer.outbox().add(event, List.of(handler));
        }
        return ticket.id();
    }
}
