package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object from outside. Collects what is wrong with its fields, so that all of it can be said at once. */
final class Body {
    private static final String PROGRAMMERS = "([,:]? ?(\\w+ )?\\(?`| \\((start marker|bound as)|: not allowed).*";
    private static final String NULL = "This field may not be null.";

    private final JsonNode object;
    private final List<Violation> violations = new ArrayList<>();

    private Body(JsonNode object) {
        this.object = object;
    }

    /** Nothing at all is read as an object without fields. */
    static Body of(Context ctx) {
        // known before the client is told to go on and send it
        if (ctx.req().getContentLengthLong() > WebServer.MAX_BODY) {
            throw new HttpResponseException(413, HttpStatus.CONTENT_TOO_LARGE.getMessage());
        }
        byte[] bytes = ctx.bodyAsBytes();
        if (bytes.length == 0) {
            return new Body(Json.MAPPER.createObjectNode());
        }
        String type = Optional.ofNullable(ctx.header("Content-Type")).orElse("nothing");
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new HttpResponseException(415, "Send the body as application/json, not as " + type + ".");
        }
        return new Body(object(bytes));
    }

    /** The fields of a form. */
    static Body of(ObjectNode fields) {
        return new Body(fields);
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
                            // which goes on to say how a programmer could allow it
                            + e.getOriginalMessage().replaceFirst(PROGRAMMERS, ""));
        } catch (NumberFormatException e) {
            throw new HttpResponseException(400, "The body is not valid JSON: a number is out of range.");
        }
        throw new HttpResponseException(400, "The body is not a JSON object: line 1, column 1: it begins otherwise.");
    }

    /** All fields, for who knows what to make of them. */
    ObjectNode fields() {
        return object.asObject();
    }

    boolean has(String field) {
        return object.has(field);
    }

    Body require(String... fields) {
        Stream.of(fields).filter(field -> !has(field)).forEach(field -> wrong(field, "This field is required."));
        return this;
    }

    /** A text, or a number as its text; empty when it is missing or wrong. */
    Optional<String> text(String field) {
        return Optional.ofNullable(object.get(field)).flatMap(node -> text(field, node));
    }

    /** The same where null is a value: the absence of one. */
    @Nullable
    String textOrNull(String field) {
        return object.path(field).isNull() ? null : text(field).orElse(null);
    }

    /** Who somebody is; an address in the form in which accounts have it, so that capitals make no other person. */
    @Nullable
    String person(String field) {
        String name = textOrNull(field);
        return name == null ? null : Parameters.person(name);
    }

    private Optional<String> text(String field, JsonNode node) {
        if (node.isString() || node.isNumber()) {
            return Optional.of(node.asString());
        }
        return wrong(field, node.isNull() ? NULL : "Not a valid string.");
    }

    /** True or false, in quotes too; empty when it is missing or wrong. */
    Optional<Boolean> bool(String field) {
        JsonNode node = object.path(field);
        Optional<Boolean> value = node.isBoolean()
                ? Optional.of(node.asBoolean())
                : Optional.ofNullable(Parameters.BOOLEANS.get(scalar(node).toLowerCase(Locale.ROOT)));
        return value.isPresent() || !has(field)
                ? value
                : wrong(field, node.isNull() ? NULL : "Must be a valid boolean.");
    }

    /** A number in these bounds, in quotes too; empty when it is missing, null or wrong. */
    Optional<Double> number(String field, int min, int max) {
        return number(field, min, max, "Give a number from ");
    }

    /** A whole one; null is wrong. */
    Optional<Integer> whole(String field, int min, int max) {
        Optional<Double> number = number(field, min, max, "Give a whole number from ");
        boolean wrong = number.map(value -> value != Math.rint(value))
                .orElse(object.path(field).isNull());
        return wrong
                ? wrong(
                        field,
                        object.path(field).isNull() ? NULL : "Give a whole number from " + min + " to " + max + ".")
                : number.map(Double::intValue);
    }

    private Optional<Double> number(String field, int min, int max, String message) {
        JsonNode node = object.path(field);
        if (!has(field) || node.isNull()) {
            return Optional.empty();
        }
        double number = node.isString() || node.isNumber() ? node.asDouble(Double.NaN) : Double.NaN;
        return number >= min && number <= max ? Optional.of(number) : wrong(field, message + min + " to " + max + ".");
    }

    private static String scalar(JsonNode node) {
        return node.isString() || node.isNumber() ? node.asString() : "";
    }

    /** One of several values; empty when it is missing or wrong. */
    <T> Optional<T> choice(String field, Function<String, Optional<T>> parse) {
        return text(field).flatMap(text -> choice(field, text, parse));
    }

    private <T> Optional<T> choice(String field, String text, Function<String, Optional<T>> parse) {
        Optional<T> choice = parse.apply(text);
        if (choice.isEmpty()) {
            wrong(field, "\"" + shortened(text) + "\" is not a valid choice.");
        }
        return choice;
    }

    /** A list of such; empty when it is missing or wrong. */
    <T> Optional<List<T>> choices(String field, Function<String, Optional<T>> parse) {
        return texts(field)
                .map(texts -> texts.stream()
                        .flatMap(text -> choice(field, text, parse).stream())
                        .toList());
    }

    /** A list of texts; empty when it is missing or wrong. */
    Optional<List<String>> texts(String field) {
        JsonNode node = object.get(field);
        if (node != null && !node.isArray()) {
            wrong(field, node.isNull() ? NULL : "Expected a list of texts.");
        }
        return Optional.ofNullable(node)
                .filter(JsonNode::isArray)
                .map(array -> array.valueStream()
                        .flatMap(item -> text(field, item).stream())
                        .toList());
    }

    /** Remembers what is wrong; there is no value then. */
    <T> Optional<T> wrong(String field, String message) {
        violations.add(new Violation(field, message));
        return Optional.empty();
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
    static Map<String, ? extends Collection<String>> messages(List<Violation> violations) {
        return violations.stream()
                .collect(Collectors.groupingBy(
                        Violation::field,
                        LinkedHashMap::new,
                        Collectors.mapping(Violation::message, Collectors.toCollection(LinkedHashSet::new))));
    }
}
