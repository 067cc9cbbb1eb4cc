package io.ticketkit.jpa.internal;

import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.HostReference;
import io.ticketkit.Origin;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketId;
import io.ticketkit.spi.StoredTicket;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads tickets with their tags and attributes, each in one row. */
final class TicketRows {
    private static final char BETWEEN_ITEMS = '\u001E';
    private static final char BETWEEN_NAME_AND_VALUE = '\u001F';
    /** Those of the table itself, for a subquery of {@link #select}. */
    static final String COLUMNS = "t.id, t.tenant, t.title, t.description, t.category, t.priority, t.status,"
            + " t.sentiment, t.urgency_score, t.requester, t.assignee, t.team, t.channel, t.host_type, t.host_id,"
            + " t.version, t.created_at, t.updated_at, t.first_response_at, t.resolved_at, t.closed_at,"
            + " t.category_source, t.category_chosen_by, t.category_confidence, t.category_review,"
            + " t.priority_source, t.priority_chosen_by, t.priority_confidence, t.priority_review,"
            + " t.sentiment_source, t.sentiment_chosen_by, t.sentiment_confidence, t.sentiment_review,"
            + " t.urgency_score_source, t.urgency_score_chosen_by, t.urgency_score_confidence, t.urgency_score_review,"
            + " t.last_event, t.hidden_events";

    private static final List<ClassifiedField> ORIGINS = List.of(
            ClassifiedField.CATEGORY,
            ClassifiedField.PRIORITY,
            ClassifiedField.SENTIMENT,
            ClassifiedField.URGENCY_SCORE);

    private TicketRows() {}

    /** The start of a query for tickets {@code t} of a scope. */
    static Sql select(Layout layout, Scope scope) {
        return selectFrom(layout.name("ticket"), layout, scope);
    }

    /** The same out of a subquery. */
    static Sql selectFrom(String tickets, Layout layout, Scope scope) {
        return columns(layout, scope).plus(" from " + tickets + " t");
    }

    /** The same without the tables, for more columns behind it. */
    static Sql columns(Layout layout, Scope scope) {
        String tags = layout.dialect().joined("g.tag", BETWEEN_ITEMS);
        String pair = "a.name || chr(" + (int) BETWEEN_NAME_AND_VALUE + ") || a.content";
        String attributes = layout.dialect().joined(pair, BETWEEN_ITEMS);
        return Sql.of("select " + COLUMNS
                        + ", (select " + tags + " from " + layout.name("ticket_tag")
                        + " g where g.tenant = t.tenant and g.ticket_id = t.id)"
                        + ", (select " + attributes + " from " + layout.name("ticket_attribute")
                        + " a where a.tenant = t.tenant and a.ticket_id = t.id)"
                        + ", (select m.original_id from " + layout.name("ticket_merge")
                        + " m where m.tenant = t.tenant and m.ticket_id = t.id")
                .plus(visible(layout, scope))
                .plus(")");
    }

    /** Who may not see the original is not told its number. */
    private static Sql visible(Layout layout, Scope scope) {
        return scope instanceof Scope.All
                ? Sql.of("")
                : Sql.of(" and ").plus(new Conditions(layout).isIn(scope, "m.tenant", "m.original_id"));
    }

    static StoredTicket read(Row row) throws SQLException {
        TicketBuilder ticket = Ticket.builder()
                .id(new TicketId(row.number()))
                .tenant(row.text())
                .title(row.text())
                .description(row.text())
                .category(new Category(row.text()))
                .priority(row.code(Priority::parse))
                .status(row.code(Status::parse))
                .sentiment(row.code(Sentiment::parse))
                .urgencyScore(row.integer())
                .requester(row.textOrNull())
                .assignee(row.textOrNull())
                .team(row.textOrNull())
                .channel(row.textOrNull())
                .hostReference(reference(row.textOrNull(), row.textOrNull()))
                .version(row.number())
                .createdAt(row.time())
                .updatedAt(row.time())
                .firstResponseAt(row.timeOrNull())
                .resolvedAt(row.timeOrNull())
                .closedAt(row.timeOrNull());
        for (ClassifiedField field : ORIGINS) {
            ticket.origin(
                    field, Origin.stored(row.code(Source::parse), row.textOrNull(), row.decimalOrNull(), row.flag()));
        }
        long lastEvent = row.number();
        long hiddenEvents = row.number();
        ticket.tags(items(row.textOrNull()));
        ticket.attributes(pairs(row.textOrNull()));
        Long original = row.numberOrNull();
        ticket.mergedInto(original == null ? null : new TicketId(original));
        return new StoredTicket(ticket.build(), lastEvent, hiddenEvents);
    }

    private static @Nullable HostReference reference(@Nullable String type, @Nullable String id) {
        return type == null || id == null ? null : new HostReference(type, id);
    }

    private static List<String> items(@Nullable String joined) {
        return joined == null ? List.of() : List.of(joined.split(String.valueOf(BETWEEN_ITEMS), -1));
    }

    private static Map<String, String> pairs(@Nullable String joined) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : items(joined)) {
            int end = pair.indexOf(BETWEEN_NAME_AND_VALUE);
            pairs.put(pair.substring(0, end), pair.substring(end + 1));
        }
        return pairs;
    }
}
