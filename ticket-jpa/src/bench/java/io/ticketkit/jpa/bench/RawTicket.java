package io.ticketkit.jpa.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plain object with all there is of a ticket. */
final class RawTicket {
    static final String COLUMNS = "t.id, t.tenant, t.title, t.description, t.category, t.priority, t.status, t.sentiment,"
            + " t.urgency_score, t.requester, t.assignee, t.team, t.channel, t.host_type, t.host_id, t.version, t.created_at,"
            + " t.updated_at, t.first_response_at, t.resolved_at, t.closed_at, t.last_event, t.hidden_events,"
            + " t.category_source, t.category_chosen_by, t.category_confidence, t.category_review,"
            + " t.priority_source, t.priority_chosen_by, t.priority_confidence, t.priority_review,"
            + " t.sentiment_source, t.sentiment_chosen_by, t.sentiment_confidence, t.sentiment_review,"
            + " t.urgency_score_source, t.urgency_score_chosen_by, t.urgency_score_confidence, t.urgency_score_review,"
            + " (select %1$s(g.tag, ',') from ticket_tag g where g.tenant = t.tenant and g.ticket_id = t.id),"
            + " (select %1$s(a.name || '=' || a.content, ',') from ticket_attribute a"
            + " where a.tenant = t.tenant and a.ticket_id = t.id),"
            + " (select m.original_id from ticket_merge m where m.tenant = t.tenant and m.ticket_id = t.id)";

    final long id;
    final String tenant;
    final String title;
    final String description;
    final String category;
    final String priority;
    final String status;
    final String sentiment;
    final int urgencyScore;
    final @Nullable String requester;
    final @Nullable String assignee;
    final @Nullable String team;
    final @Nullable String channel;
    final @Nullable String hostType;
    final @Nullable String hostId;
    final long version;
    final long createdAt;
    final long updatedAt;
    final @Nullable Long firstResponseAt;
    final @Nullable Long resolvedAt;
    final @Nullable Long closedAt;
    final long lastEvent;
    final long hiddenEvents;
    final RawOrigin ofCategory;
    final RawOrigin ofPriority;
    final RawOrigin ofSentiment;
    final RawOrigin ofUrgency;
    final List<String> tags;
    final Map<String, String> attributes;
    final @Nullable Long mergedInto;

    record RawOrigin(String source, @Nullable String chosenBy, @Nullable Double confidence, boolean review) {}

    RawTicket(ResultSet row) throws SQLException {
        id = row.getLong(1);
        tenant = row.getString(2);
        title = row.getString(3);
        description = row.getString(4);
        category = row.getString(5);
        priority = row.getString(6);
        status = row.getString(7);
        sentiment = row.getString(8);
        urgencyScore = row.getInt(9);
        requester = row.getString(10);
        assignee = row.getString(11);
        team = row.getString(12);
        channel = row.getString(13);
        hostType = row.getString(14);
        hostId = row.getString(15);
        version = row.getLong(16);
        createdAt = row.getLong(17);
        updatedAt = row.getLong(18);
        firstResponseAt = longOrNull(row, 19);
        resolvedAt = longOrNull(row, 20);
        closedAt = longOrNull(row, 21);
        lastEvent = row.getLong(22);
        hiddenEvents = row.getLong(23);
        ofCategory = origin(row, 24);
        ofPriority = origin(row, 28);
        ofSentiment = origin(row, 32);
        ofUrgency = origin(row, 36);
        String joined = row.getString(40);
        tags = joined == null ? List.of() : List.of(joined.split(",", -1));
        attributes = attributes(row.getString(41));
        mergedInto = longOrNull(row, 42);
    }

    private static RawOrigin origin(ResultSet row, int column) throws SQLException {
        double confidence = row.getDouble(column + 2);
        Double known = row.wasNull() ? null : confidence;
        return new RawOrigin(row.getString(column), row.getString(column + 1), known, row.getBoolean(column + 3));
    }

    private static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static Map<String, String> attributes(@Nullable String joined) {
        if (joined == null) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        for (String pair : joined.split(",", -1)) {
            int end = pair.indexOf('=');
            attributes.put(pair.substring(0, end), pair.substring(end + 1));
        }
        return attributes;
    }
}
