package io.ticketkit.llm.internal.provider;

import io.ticketkit.llm.internal.http.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as providers write it: any field may be missing, null or of another type than expected. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(Transport.MAX_ANSWER)
                            .maxStringLength(Transport.MAX_ANSWER)
                            .maxNestingDepth(64)
                            .maxNameLength(1_000)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /**
     * The object a body is, or holds in an array (errors of Gemini's OpenAI form); empty when it is anything else. What the
     * parser says of it may quote it, so is dropped.
     */
    static Optional<JsonNode> read(byte[] body) {
        try {
            JsonNode read = MAPPER.readTree(body);
            return Optional.of(read.isArray() ? read.path(0) : read).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** A field's text; null when there is none. */
    static @Nullable String string(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    /** A field's text; empty when there is none. */
    static String stringOrEmpty(JsonNode object, String field) {
        String value = string(object, field);
        return value == null ? "" : value;
    }

    /** A field's number, 0 when there is none of use. */
    static long count(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isIntegralNumber() && value.canConvertToLong() ? Math.max(0, value.longValue()) : 0;
    }

    /** The text without halves of surrogate pairs, which cannot be sent. */
    static String sendable(String text) {
        boolean whole = text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return whole ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
