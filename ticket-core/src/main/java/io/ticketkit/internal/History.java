package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One event of a ticket, as lines of its history and as header of what listeners hear. */
record History(long event, Instant at, Actor actor) {
    HistoryEntry submitted() {
        return entry(0, HistoryEntry.Kind.SUBMITTED, null);
    }

    /** The fields that changed, then those whose value was accepted. */
    List<HistoryEntry> changed(List<FieldChange> changes, Ticket after, Set<ClassifiedField> accepted) {
        List<HistoryEntry> lines = new ArrayList<>();
        for (FieldChange change : changes) {
            boolean scored = change.field() == TicketField.SENTIMENT || change.field() == TicketField.URGENCY_SCORE;
            lines.add(entry(lines.size(), scored ? HistoryEntry.Kind.RESCORED : HistoryEntry.Kind.CHANGED, change));
        }
        for (ClassifiedField field : accepted) {
            String value = FieldTexts.of(after, field);
            TicketField name = TicketField.valueOf(field.name());
            lines.add(entry(lines.size(), HistoryEntry.Kind.ACCEPTED, new FieldChange(name, value, value)));
        }
        return lines;
    }

    TicketEvent.Header header(Ticket ticket) {
        return new TicketEvent.Header(ticket.tenant(), ticket.id(), event, at, actor);
    }

    private HistoryEntry entry(int position, HistoryEntry.Kind kind, @Nullable FieldChange change) {
        return HistoryEntry.builder(event, position)
                .at(at)
                .actor(actor.role(), actor.id())
                .kind(kind)
                .change(change)
                .build();
    }
}
