package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Rating;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.spi.StoredTicket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event of a ticket, as lines of its history and as header of what listeners hear.
 *
 * @param event its number
 * @param hidden how many events of the ticket are internal, this one included
 * @param internal whether only those see it who may see internal notes
 * @param at when
 * @param actor who did it
 */
record History(long event, long hidden, boolean internal, Instant at, Actor actor) {
    static History first(Instant at, Actor actor) {
        return new History(1, 0, false, at, actor);
    }

    /** The event after those of a ticket that is locked. */
    static History next(StoredTicket stored, Instant at, Actor actor) {
        return new History(stored.lastEvent() + 1, stored.hiddenEvents(), false, at, actor);
    }

    /** The same, of something internal: it has a number of its own that others do not see missing. */
    static History nextInternal(StoredTicket stored, Instant at, Actor actor) {
        return new History(stored.lastEvent() + 1, stored.hiddenEvents() + 1, true, at, actor);
    }

    /** The ticket after this event. */
    StoredTicket stored(Ticket after) {
        return new StoredTicket(after, event, hidden);
    }

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
        return new TicketEvent.Header(ticket.tenant(), ticket.id(), event, at, actor, internal, hidden);
    }

    /** The one line of an event about a comment, a file or another ticket. */
    HistoryEntry about(HistoryEntry.Kind kind, long subject) {
        return HistoryEntry.builder(event, 0)
                .at(at)
                .actor(actor.role(), actor.id())
                .kind(kind)
                .internal(internal)
                .subject(subject)
                .build();
    }

    /** That it was merged, and what changed by that. */
    List<HistoryEntry> merged(TicketId original, List<FieldChange> changes) {
        List<HistoryEntry> lines = new ArrayList<>();
        lines.add(about(HistoryEntry.Kind.MERGED, original.value()));
        changes.forEach(change -> lines.add(entry(lines.size(), HistoryEntry.Kind.CHANGED, change)));
        return lines;
    }

    /** The one line of a rating: the score before, if there was one, and now. What else was said may be personal. */
    HistoryEntry rated(Optional<Rating> before, Rating after) {
        String from = before.map(rating -> Integer.toString(rating.score())).orElse(null);
        String to = Integer.toString(after.score());
        return entry(0, HistoryEntry.Kind.RATED, new FieldChange(TicketField.RATING, from, to));
    }

    private HistoryEntry entry(int position, HistoryEntry.Kind kind, @Nullable FieldChange change) {
        return HistoryEntry.builder(event, position)
                .at(at)
                .actor(actor.role(), actor.id())
                .kind(kind)
                .internal(internal)
                .change(change)
                .build();
    }
}
