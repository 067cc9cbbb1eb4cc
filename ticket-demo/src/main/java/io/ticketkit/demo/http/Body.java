package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** A JSON object from outside. Collects what is wrong with its fields, so that all of it can be said at once. */
final class Body {
    private final JsonNode object;
    private final List<Violation> violations = new ArrayList<>();

    private Body(JsonNode object) {
        this.object = object;
    }

    /** Nothing at all is read as an object without fields. */
    static Body of(Context ctx) {
        byte[] bytes = ctx.bodyAsBytes();
        if (bytes.length == 0) {
            return new Body(Json.MAPPER.createObjectNode());
        }
        String type = Optional.ofNullable(ctx.contentType()).orElse("nothing");
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new HttpResponseException(415, "Send the body as application/json, not as " + type + ".");
        }
        return new Body(object(bytes));
    }

    private static JsonNode object(byte[] bytes) {
        try {
            JsonNode node = Json.MAPPER.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation() == null ? TokenStreamLocation.NA : e.getLocation();
            throw new HttpResponseException(
                    400,
                    "The body is not valid JSON: line " + Math.max(1, at.getLineNr()) + ", column "
                            + Math.max(1, at.getColumnNr()) + ": "
                            // without names of classes and options
                            + e.getOriginalMessage().replaceFirst("( \\(start marker|:? \\w* ?\\(?`).*", ""));
        }
        throw new HttpResponseException(400, "The body is not a JSON object: line 1, column 1: it begins otherwise.");
    }

    boolean has(String field) {
        return object.has(field);
    }

    void require(String... fields) {
        for (String field : fields) {
            if (!has(field)) {
                wrong(field, "This field is required.");
            }
        }
    }

    /** A text, or a number as its text; null when it is missing or wrong. */
    @Nullable
    String text(String field) {
        JsonNode node = object.get(field);
        if (node == null) {
            return null;
        }
        if (node.isNull()) {
            wrong(field, "This field may not be null.");
            return null;
        }
        return textOf(field, node);
    }

    /** The same where null is a value: the absence of one. */
    @Nullable
    String textOrNull(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : textOf(field, node);
    }

    private @Nullable String textOf(String field, JsonNode node) {
        if (node.isString() || node.isNumber()) {
            return node.asString();
        }
        wrong(field, "Not a valid string.");
        return null;
    }

    /** One of several values; null when it is missing or wrong. */
    <T> @Nullable T choice(String field, Function<String, Optional<T>> parse) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            wrong(field, "\"" + shortened(text) + "\" is not a valid choice.");
        }
        return value.orElse(null);
    }

    /** A list of texts; null when it is missing or wrong. */
    @Nullable
    List<String> texts(String field) {
        JsonNode node = object.get(field);
        if (node == null) {
            return null;
        }
        if (!node.isArray()) {
            wrong(field, node.isNull() ? "This field may not be null." : "Expected a list of texts.");
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            Optional.ofNullable(textOf(field, item)).ifPresent(texts::add);
        }
        return texts;
    }

    private void wrong(String field, String message) {
        Violation violation = new Violation(field, message);
        if (!violations.contains(violation)) {
            violations.add(violation);
        }
    }

    /** Throws when a field was wrong, here or as the library finds; says all of it. */
    void refuseIfWrong(List<Violation> others) {
        Set<String> said = violations.stream().map(Violation::field).collect(Collectors.toSet());
        List<Violation> all = new ArrayList<>(violations);
        others.stream().filter(other -> !said.contains(other.field())).forEach(all::add);
        if (!all.isEmpty()) {
            throw new ValidationException(all);
        }
    }

    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 64
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 64)) + "…";
    }

    /** {@code {"field": ["message", …]}}, in the order in which they were found. */
    static Map<String, List<String>> messages(List<Violation> violations) {
        return violations.stream()
                .collect(Collectors.groupingBy(
                        Violation::field,
                        LinkedHashMap::new,
                        Collectors.mapping(Violation::message, Collectors.toList())));
    }
}
