package io.ticketkit.jpa;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HostReference;
import io.ticketkit.Origin;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tickets for tests. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-10-25T01:30:00.123456Z");

    private Samples() {}

    /** As little as a ticket can hold. */
    static TicketBuilder plain(String tenant, TicketId id) {
        return Ticket.builder()
                .id(id)
                .tenant(tenant)
                .title("A title")
                .description("A description")
                .category(new Category("general"))
                .priority(Priority.MEDIUM)
                .createdAt(NOW)
                .updatedAt(NOW);
    }

    /** Every field set, with characters that need care. */
    static TicketBuilder full(String tenant, TicketId id) {
        return plain(tenant, id)
                .title("O'Neil's \"Überweisung\" 😀 % _ \\ $1 ${x} ?")
                .description("line 1\nline 2\tשלום 日本 Ärger; drop table ticket; --")
                .category(new Category("billing"))
                .priority(Priority.CRITICAL)
                .status(Status.CLOSED)
                .sentiment(Sentiment.ANGRY)
                .urgencyScore(97)
                .requester("ann@example.org")
                .assignee("agent-7")
                .team("red")
                .channel("email")
                .hostReference(new HostReference("order", "4711/ä"))
                .version(3)
                .updatedAt(NOW.plusNanos(1000))
                .firstResponseAt(NOW.plusSeconds(1))
                .resolvedAt(NOW.plusSeconds(2))
                .closedAt(Instant.parse("9999-12-31T23:59:59.999999Z"))
                .tags(List.of("vip", "zwei Worte", "😀", "a,b"))
                .attributes(Map.of("plan", "gold", "empty", "", "k=v", "1;2=3", "emoji", "😀"))
                .origin(ClassifiedField.CATEGORY, Origin.stored(Source.PERSON, "agent-7", null, false))
                .origin(ClassifiedField.PRIORITY, Origin.stored(Source.LLM, null, 0.1, true))
                .origin(ClassifiedField.SENTIMENT, Origin.stored(Source.KEYWORD, null, 1.0 / 3, false))
                .origin(ClassifiedField.URGENCY_SCORE, Origin.stored(Source.RULE, null, 1.0, false));
    }

    static List<HistoryEntry> submitted() {
        return List.of(entry(1, 0, HistoryEntry.Kind.SUBMITTED, null));
    }

    static List<HistoryEntry> changed(long event, FieldChange... changes) {
        List<HistoryEntry> entries = new java.util.ArrayList<>();
        for (FieldChange change : changes) {
            entries.add(entry(event, entries.size(), HistoryEntry.Kind.CHANGED, change));
        }
        return entries;
    }

    static FieldChange change(TicketField field) {
        return new FieldChange(field, null, "new 😀");
    }

    private static HistoryEntry entry(
            long event, int position, HistoryEntry.Kind kind, @org.jspecify.annotations.Nullable FieldChange change) {
        return HistoryEntry.builder(event, position)
                .at(NOW)
                .actor(Actor.Role.STAFF, "agent-7")
                .kind(kind)
                .change(change)
                .build();
    }

    static TicketSelection selection(String tenant, TicketQuery query) {
        return new TicketSelection(tenant, Scope.all(), query);
    }
}
