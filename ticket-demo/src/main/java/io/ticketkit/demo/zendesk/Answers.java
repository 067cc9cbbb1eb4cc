package io.ticketkit.demo.zendesk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what Zendesk answers; what is missing is said by the name of its field, never by its value. */
final class Answers {
    private Answers() {}

    static ZendeskTicket ticket(JsonNode node) throws ZendeskException {
        String stamp = text(node, "updated_at");
        return new ZendeskTicket(
                number(node, "id"),
                optional(node, "subject").orElse(""),
                optional(node, "description").orElse(""),
                text(node, "status"),
                optional(node, "priority"),
                number(node, "requester_id"),
                texts(node, "tags"),
                time(node, "created_at"),
                time(node, "updated_at"),
                stamp);
    }

    static ZendeskComment comment(JsonNode node) throws ZendeskException {
        JsonNode isPublic = node.path("public");
        if (!isPublic.isBoolean()) {
            throw missing("public");
        }
        return new ZendeskComment(
                number(node, "id"),
                number(node, "author_id"),
                isPublic.asBoolean(),
                optional(node, "body").orElse(""),
                time(node, "created_at"));
    }

    /** An object that must be there. */
    static JsonNode object(JsonNode node, String field) throws ZendeskException {
        if (!node.path(field).isObject()) {
            throw missing(field);
        }
        return node.path(field);
    }

    /** A list that must be there. */
    static List<JsonNode> list(JsonNode node, String field) throws ZendeskException {
        if (!node.path(field).isArray()) {
            throw missing(field);
        }
        return node.path(field).valueStream().toList();
    }

    static List<String> texts(JsonNode node, String field) throws ZendeskException {
        List<String> all = new ArrayList<>();
        for (JsonNode item : list(node, field)) {
            if (!item.isString()) {
                throw missing(field);
            }
            all.add(item.asString());
        }
        return List.copyOf(all);
    }

    /** Null counts as missing. */
    static Optional<String> optional(JsonNode node, String field) {
        return Optional.of(node.path(field)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    private static String text(JsonNode node, String field) throws ZendeskException {
        return optional(node, field).orElseThrow(() -> missing(field));
    }

    private static long number(JsonNode node, String field) throws ZendeskException {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw missing(field);
        }
        return value.asLong();
    }

    private static Instant time(JsonNode node, String field) throws ZendeskException {
        try {
            return OffsetDateTime.parse(text(node, field)).toInstant();
        } catch (DateTimeException e) {
            throw missing(field);
        }
    }

    static ZendeskException missing(String field) {
        return ZendeskHttp.unexpected("the field \"" + field + "\" is missing in the answer, or of another kind");
    }
}
