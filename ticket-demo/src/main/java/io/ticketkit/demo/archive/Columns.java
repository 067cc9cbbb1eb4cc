package io.ticketkit.demo.archive;

import java.util.List;
import java.util.Set;

/** The columns of an archive in CSV: one for each field that any record has. */
final class Columns {
    static final String RECORD = "record";
    static final String ORIGIN = "origin";
    /** Of a ticket: how many records follow that belong to it. */
    static final String RECORDS = "records";

    static final List<String> ALL = List.of(
            RECORD,
            ORIGIN,
            RECORDS,
            // of tickets
            "id",
            "title",
            "description",
            "category",
            "priority",
            "status",
            "sentiment",
            "urgency_score",
            "requester",
            "assignee",
            "team",
            "channel",
            "host_reference",
            "tags",
            "attributes",
            "version",
            "last_event",
            "created_at",
            "updated_at",
            "first_response_at",
            "resolved_at",
            "closed_at",
            "origins",
            // of comments, with some of the above
            "kind",
            "author",
            "internal",
            "content",
            "ai",
            "edited_at",
            "deleted_at",
            // of their earlier texts
            "comment",
            "editor_role",
            "editor",
            "replaced_at",
            // of the history
            "event",
            "position",
            "at",
            "actor_role",
            "actor",
            "field",
            "from",
            "to",
            "file",
            "ticket",
            // of ratings, feedback, links and names
            "score",
            "text",
            "changed_at",
            "helpful",
            "other",
            "system",
            "name");

    private static final Set<String> NUMBERS = Set.of(
            RECORDS, "id", "urgency_score", "version", "last_event", "event", "position", "comment", "file", "score");
    private static final Set<String> FLAGS = Set.of("internal", "helpful");
    private static final Set<String> JSON = Set.of("host_reference", "tags", "attributes", "origins", "ai");

    private Columns() {}

    static boolean isNumber(String column) {
        return NUMBERS.contains(column);
    }

    static boolean isFlag(String column) {
        return FLAGS.contains(column);
    }

    static boolean isJson(String column) {
        return JSON.contains(column);
    }
}
