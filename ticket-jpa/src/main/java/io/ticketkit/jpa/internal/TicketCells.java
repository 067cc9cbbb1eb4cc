package io.ticketkit.jpa.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.HostReference;
import io.ticketkit.Origin;
import io.ticketkit.Ticket;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.SearchText;
import io.ticketkit.spi.StoredTicket;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a ticket's row holds, column by column. */
final class TicketCells {
    private final Map<String, Sql.Value> cells = new LinkedHashMap<>();

    private TicketCells() {}

    /** The whole row. */
    static TicketCells of(NewTicket created) {
        StoredTicket stored = created.stored();
        Ticket ticket = stored.ticket();
        TicketCells cells = new TicketCells();
        cells.cells.put("done_from_start", Sql.Value.flag(created.isDoneFromTheStart()));
        return cells.number("id", ticket.id().value())
                .text("tenant", ticket.tenant())
                .number("created_at", EpochMicros.of(ticket.createdAt()))
                .texts(ticket)
                .changing(stored);
    }

    /** What is different in the second. */
    static TicketCells changed(StoredTicket before, StoredTicket after) {
        TicketCells changed = new TicketCells();
        if (!before.ticket().title().equals(after.ticket().title())
                || !before.ticket().description().equals(after.ticket().description())) {
            changed.texts(after.ticket());
        }
        changed.changing(after);
        new TicketCells().changing(before).cells.forEach(changed.cells::remove);
        return changed;
    }

    private TicketCells texts(Ticket ticket) {
        return text("title", ticket.title())
                .text("description", ticket.description())
                .text("search_text", SearchText.of(ticket.title(), ticket.description()));
    }

    private TicketCells changing(StoredTicket stored) {
        Ticket ticket = stored.ticket();
        text("category", ticket.category().code());
        text("priority", ticket.priority().wireName());
        text("status", ticket.status().wireName());
        text("sentiment", ticket.sentiment().wireName());
        number("urgency_score", ticket.urgencyScore());
        text("requester", ticket.requester());
        text("assignee", ticket.assignee());
        text("team", ticket.team());
        text("channel", ticket.channel());
        text("host_type", ticket.hostReference().map(HostReference::type));
        text("host_id", ticket.hostReference().map(HostReference::id));
        number("version", ticket.version());
        number("last_event", stored.lastEvent());
        number("hidden_events", stored.hiddenEvents());
        number("updated_at", EpochMicros.of(ticket.updatedAt()));
        time("first_response_at", ticket.firstResponseAt());
        time("resolved_at", ticket.resolvedAt());
        time("closed_at", ticket.closedAt());
        for (ClassifiedField field : ClassifiedField.values()) {
            origin(field.name().toLowerCase(Locale.ROOT), ticket.origin(field));
        }
        return this;
    }

    private void origin(String column, Origin origin) {
        @Nullable
        Double confidence =
                origin.confidence().isPresent() ? origin.confidence().getAsDouble() : null;
        text(column + "_source", origin.source().wireName());
        text(column + "_chosen_by", origin.chosenBy());
        cells.put(column + "_confidence", new Sql.Value(confidence, Types.DOUBLE));
        cells.put(column + "_review", new Sql.Value(origin.needsReview(), Types.BOOLEAN));
    }

    private TicketCells text(String column, String value) {
        cells.put(column, Sql.Value.text(value));
        return this;
    }

    private void text(String column, Optional<String> value) {
        cells.put(column, Sql.Value.text(value.orElse(null)));
    }

    private TicketCells number(String column, long value) {
        cells.put(column, Sql.Value.number(value));
        return this;
    }

    private void time(String column, Optional<Instant> value) {
        cells.put(column, Sql.Value.number(value.map(EpochMicros::of).orElse(null)));
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** For any {@link #of whole row}: they all have the same columns. */
    String insertInto(String table) {
        String marks = "?" + ", ?".repeat(cells.size() - 1);
        return "insert into " + table + " (" + String.join(", ", cells.keySet()) + ") values (" + marks + ")";
    }

    Sql update(String table) {
        return Sql.of("update " + table + " set " + String.join(" = ?, ", cells.keySet()) + " = ?", values());
    }

    List<Sql.Value> values() {
        return new ArrayList<>(cells.values());
    }
}
