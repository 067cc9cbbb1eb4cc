package io.ticketkit.demo.zendesk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads what Zendesk answers; what is missing is said by the name of its field, never by its value. */
final class Answers {
    private Answers() {}

    static ZendeskTicket ticket(JsonNode node) throws ZendeskException {
        return new ZendeskTicket(
                number(node, "id"),
                optional(node, "subject").orElse(""),
                optional(node, "description").orElse(""),
                text(node, "status"),
                node.path("requester_id").asLong(0),
                texts(node, "tags"),
                text(node, "updated_at"));
    }

    static ZendeskComment comment(JsonNode node, Set<Long> endUsers) throws ZendeskException {
        JsonNode isPublic = node.path("public");
        if (!isPublic.isBoolean()) {
            throw missing("public");
        }
        boolean isOfEndUser = endUsers.contains(node.path("author_id").asLong(0));
        return new ZendeskComment(
                isPublic.asBoolean(), isOfEndUser, optional(node, "body").orElse(""));
    }

    /** Of the users that came along, those who are no agents. */
    static Set<Long> endUsers(JsonNode answer) {
        return answer.path("users")
                .valueStream()
                .filter(user -> optional(user, "role").equals(Optional.of("end-user")))
                .map(user -> user.path("id").asLong(0))
                .collect(Collectors.toSet());
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

    /** Those there are; a ticket that was deleted may have no such list. */
    private static List<String> texts(JsonNode node, String field) {
        return node.path(field)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
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

    static ZendeskException missing(String field) {
        return ZendeskHttp.unexpected("the field \"" + field + "\" is missing in the answer, or of another kind");
    }
}
