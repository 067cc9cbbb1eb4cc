package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.Attachment;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What a file that comes or goes does to its ticket, in one transaction in which that is locked. */
record AttachmentChange(Rules rules, Actor actor, TicketWriter writer, Consumer<TicketEvent> emit) {
    /** Clocks of two nodes may differ; time never runs backwards on one ticket. */
    Instant timeOf(StoredTicket stored) {
        Instant now = rules.now();
        Instant last = stored.ticket().updatedAt();
        return now.isBefore(last) ? last : now;
    }

    void attached(StoredTicket stored, Attachment attachment) {
        History history = history(stored, attachment, attachment.createdAt());
        Ticket after = write(stored, history, HistoryEntry.Kind.ATTACHED, attachment);
        emit.accept(new TicketEvent.Attached(history.header(after), after, attachment));
    }

    void detached(StoredTicket stored, Attachment attachment) {
        History history = history(stored, attachment, timeOf(stored));
        Ticket after = write(stored, history, HistoryEntry.Kind.DETACHED, attachment);
        emit.accept(new TicketEvent.Detached(history.header(after), after, attachment));
    }

    private History history(StoredTicket stored, Attachment attachment, Instant at) {
        return attachment.isInternal() ? History.nextInternal(stored, at, actor) : History.next(stored, at, actor);
    }

    /** An internal file leaves the ticket as it is: its version and time would tell. */
    private Ticket write(StoredTicket stored, History history, HistoryEntry.Kind kind, Attachment attachment) {
        Ticket ticket = stored.ticket();
        Ticket after = attachment.isInternal()
                ? ticket
                : ticket.toBuilder()
                        .version(ticket.version() + 1)
                        .updatedAt(history.at())
                        .build();
        writer.update(
                stored,
                history.stored(after),
                List.of(history.about(kind, attachment.id().value())));
        return after;
    }
}
