package io.ticketkit.demo.robust;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What is real: ids and cursors that the server gave away, names that its description of itself mentions. */
final class FuzzPool {
    private static final int KEPT = 200;
    private static final Pattern CURSOR = Pattern.compile("cursor=([^&>\"]+)");
    private static final Pattern ID = Pattern.compile("/api/tickets/(\\d+)");
    /** Of a response, a file, a chat. */
    private static final Pattern PART =
            Pattern.compile("/api/tickets/(?:responses|\\d+/attachments|ai/conversations)/([0-9a-f-]+)");

    private final List<String> ids = new ArrayList<>(List.of("1"));
    private final List<String> parts = new ArrayList<>(List.of("1"));
    private final List<String> cursors = new ArrayList<>(List.of("AAAA"));
    private final List<String> parameters;
    private final List<String> fields;

    FuzzPool(JsonNode openapi) {
        TreeSet<String> parameterNames = new TreeSet<>(List.of(
                "category",
                "priority",
                "status",
                "sentiment",
                "assignee",
                "requester",
                "tag",
                "needs_review",
                "created_after",
                "created_before",
                "search",
                "ordering",
                "limit",
                "cursor",
                "paginate",
                "days",
                "from",
                "to",
                "bucket",
                "tz",
                "format",
                "ticket",
                "page",
                "offset",
                "__proto__",
                "Status",
                "status[]"));
        TreeSet<String> fieldNames = new TreeSet<>(List.of(
                "category",
                "priority",
                "status",
                "tags",
                "requester",
                "assignee",
                "id",
                "version",
                "created_at",
                "sentiment",
                "urgency_score",
                "suggestion",
                "content",
                "ticket",
                "into",
                "conversation_id",
                "message",
                "helpful",
                "score",
                "__proto__"));
        openapi.findValues("parameters").forEach(list -> parameterNames.addAll(list.findValuesAsString("name")));
        openapi.findValues("properties").forEach(properties -> fieldNames.addAll(properties.propertyNames()));
        parameters = List.copyOf(parameterNames);
        fields = List.copyOf(fieldNames);
    }

    /** Remembers what of an answer can be used again. */
    void learn(Reply reply) {
        reply.header("location").ifPresent(location -> keep(ids, ID.matcher(location)));
        reply.header("location").ifPresent(location -> keep(parts, PART.matcher(location)));
        reply.header("link").ifPresent(link -> keep(cursors, CURSOR.matcher(link)));
    }

    private static void keep(List<String> list, Matcher found) {
        synchronized (list) {
            if (found.find()) {
                list.add(found.group(1));
            }
            if (list.size() > KEPT) {
                list.remove(0);
            }
        }
    }

    private static String pick(Random random, List<String> list) {
        synchronized (list) {
            return FuzzTexts.pick(random, list);
        }
    }

    String id(Random random) {
        return pick(random, ids);
    }

    /** Of what hangs on tickets. */
    String part(Random random) {
        return pick(random, parts);
    }

    String cursor(Random random) {
        return pick(random, cursors);
    }

    String parameter(Random random) {
        return pick(random, parameters);
    }

    String field(Random random) {
        return pick(random, fields);
    }
}
