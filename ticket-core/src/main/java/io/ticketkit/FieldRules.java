package io.ticketkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules for the fields of a ticket that depend on nothing but the value; collects what is violated. */
final class FieldRules {
    private final List<Violation> violations = new ArrayList<>();

    /** A text that may run over several lines. */
    FieldRules required(TicketField field, String value, int max) {
        return text(field.wireName(), value, max);
    }

    /** A text of something else than a ticket. */
    FieldRules text(String field, String value, int max) {
        Text.problem(value, max).ifPresent(message -> add(field, message));
        return this;
    }

    FieldRules author(@Nullable String value) {
        return value == null ? this : name("author", value, Limits.PERSON);
    }

    FieldRules optional(TicketField field, @Nullable String value, int max) {
        return value == null ? this : name(field.wireName(), value, max);
    }

    FieldRules tags(Collection<String> tags) {
        String field = TicketField.TAGS.wireName();
        tags.forEach(tag -> name(field, tag, Limits.NAME));
        return atMost(field, tags.size(), Limits.TAGS);
    }

    FieldRules attributes(Map<String, String> attributes) {
        String field = TicketField.ATTRIBUTES.wireName();
        attributes.forEach((name, value) -> {
            name(field, name, Limits.NAME);
            if (!value.isEmpty()) {
                Text.problemIfPresent(value, Limits.ATTRIBUTE_VALUE)
                        .ifPresentOrElse(message -> add(field, message), () -> {
                            if (Text.hasControls(value)) {
                                add(field, "Control characters are not allowed.");
                            }
                        });
            }
        });
        return atMost(field, attributes.size(), Limits.ATTRIBUTES);
    }

    FieldRules hostReference(@Nullable HostReference reference) {
        String field = TicketField.HOST_REFERENCE.wireName();
        return reference == null
                ? this
                : name(field, reference.type(), Limits.NAME).name(field, reference.id(), Limits.KEY);
    }

    FieldRules idempotencyKey(@Nullable String key) {
        return key == null ? this : name("idempotency_key", key, Limits.KEY);
    }

    FieldRules filter(String field, Collection<String> values, int max) {
        values.forEach(value -> name(field, value, max));
        return atMost(field, values.size(), Limits.FILTER_VALUES);
    }

    FieldRules accepted(Collection<ClassifiedField> fields) {
        if (fields.contains(ClassifiedField.SENTIMENT) || fields.contains(ClassifiedField.URGENCY_SCORE)) {
            add("accept", "Accept category or priority: sentiment and urgency follow the text.");
        }
        return this;
    }

    FieldRules search(@Nullable String text) {
        if (text != null) {
            Text.problemIfPresent(text, Limits.SEARCH).ifPresent(message -> add("search", message));
        }
        return this;
    }

    private FieldRules name(String field, String value, int max) {
        Text.nameProblem(value, max).ifPresent(message -> add(field, message));
        return this;
    }

    private FieldRules atMost(String field, int count, int max) {
        if (count > max) {
            add(field, "Ensure this field has no more than " + max + " elements.");
        }
        return this;
    }

    private void add(String field, String message) {
        Violation violation = new Violation(field, message);
        if (!violations.contains(violation)) {
            violations.add(violation);
        }
    }

    void throwIfAny() {
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }
}
