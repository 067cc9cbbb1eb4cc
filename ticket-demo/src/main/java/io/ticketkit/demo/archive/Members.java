package io.ticketkit.demo.archive;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes the members out of a JSON object one by one; what nobody took is not known. */
final class Members {
    private final String path;
    private final JsonNode object;
    private final Set<String> taken = new HashSet<>();

    Members(String path, JsonNode object) throws UnreadableException {
        this.path = path;
        this.object = object;
        if (!object.isObject()) {
            throw new UnreadableException(
                    path.isEmpty() ? "line" : path.substring(0, path.length() - 1), "This is no JSON object.", "");
        }
    }

    private @Nullable JsonNode take(String name) {
        taken.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    UnreadableException wrong(String name, String message, String remedy) {
        return new UnreadableException(path + name, message, remedy);
    }

    private UnreadableException missing(String name) {
        return wrong(name, "This field is required.", "");
    }

    @Nullable
    String textOrNull(String name) throws UnreadableException {
        JsonNode value = take(name);
        if (value != null && !value.isString()) {
            throw wrong(name, "This is no text.", "Put it in quotes.");
        }
        return value == null ? null : value.asString();
    }

    String text(String name) throws UnreadableException {
        String value = textOrNull(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    @Nullable
    Long numberOrNull(String name) throws UnreadableException {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "This is no whole number.", "");
        }
        return value.asLong();
    }

    long number(String name) throws UnreadableException {
        Long value = numberOrNull(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    /** From 1. */
    long id(String name) throws UnreadableException {
        long value = number(name);
        if (value < 1) {
            throw wrong(name, "Ensure this value is greater than or equal to 1.", "");
        }
        return value;
    }

    int integer(String name, int otherwise) throws UnreadableException {
        Long value = numberOrNull(name);
        if (value != null && value != value.intValue()) {
            throw wrong(name, "This number is too large.", "");
        }
        return value == null ? otherwise : value.intValue();
    }

    boolean flag(String name, boolean otherwise) throws UnreadableException {
        JsonNode value = take(name);
        if (value != null && !value.isBoolean()) {
            throw wrong(name, "This is neither true nor false.", "");
        }
        return value == null ? otherwise : value.asBoolean();
    }

    /** From 0 to 1. */
    @Nullable
    Double shareOrNull(String name) throws UnreadableException {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        // asDouble() throws at a number that is too large
        double share = value.isNumber() ? Double.parseDouble(value.asString()) : Double.NaN;
        if (!(share >= 0 && share <= 1)) {
            throw wrong(name, "This is no number between 0 and 1.", "");
        }
        return share;
    }

    @Nullable
    Instant timeOrNull(String name) throws UnreadableException {
        String text = textOrNull(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException e) {
            throw wrong(name, "This is no time.", "Write it like 2026-01-31T10:00:00Z.");
        }
    }

    Instant time(String name) throws UnreadableException {
        Instant value = timeOrNull(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    <T> T code(String name, Function<String, Optional<T>> parser, @Nullable T otherwise) throws UnreadableException {
        String text = textOrNull(name);
        if (text == null) {
            if (otherwise == null) {
                throw missing(name);
            }
            return otherwise;
        }
        return parser.apply(text)
                .orElseThrow(() -> wrong(name, "This is not a valid choice.", "See docs/import-export.md."));
    }

    Optional<Members> object(String name) throws UnreadableException {
        JsonNode value = take(name);
        return value == null ? Optional.empty() : Optional.of(new Members(path + name + ".", value));
    }

    /** The elements of an array; of objects. */
    List<Members> objects(String name) throws UnreadableException {
        List<Members> all = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            all.add(new Members(path + name + "[" + all.size() + "].", element));
        }
        return all;
    }

    List<String> texts(String name) throws UnreadableException {
        List<String> all = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            if (!element.isString()) {
                throw wrong(name + "[" + all.size() + "]", "This is no text.", "Put it in quotes.");
            }
            all.add(element.asString());
        }
        return all;
    }

    private List<JsonNode> elements(String name) throws UnreadableException {
        JsonNode value = take(name);
        List<JsonNode> all = new ArrayList<>();
        if (value != null) {
            if (!value.isArray()) {
                throw wrong(name, "This is no list.", "");
            }
            value.forEach(all::add);
        }
        return all;
    }

    Set<String> names() {
        return new HashSet<>(object.propertyNames());
    }

    /** Nothing is lost silently. */
    void end() throws UnreadableException {
        for (String name : object.propertyNames()) {
            if (!taken.contains(name)) {
                throw wrong(name, "There is no such field here.", "Remove it, or correct its name.");
            }
        }
    }
}
