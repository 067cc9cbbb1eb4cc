package io.ticketkit.llm.internal.answer;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** The values of the known fields, as they were written; what was said twice in different ways was not said. */
final class Values {
    static final String DUPLICATE_KEY = "duplicate_key";
    static final String CONFLICTING_ANSWER = "conflicting_answer";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(10_000)
                    .maxNumberLength(50)
                    .maxNameLength(200)
                    .maxDocumentLength(AnswerReader.LONGEST)
                    .maxTokenCount(1_000)
                    .build())
            .build();

    private final Map<Field, String> values = new EnumMap<>(Field.class);
    private final Set<Field> contradicted = new LinkedHashSet<>();
    private final Set<String> flags = new LinkedHashSet<>();

    Optional<String> get(Field field) {
        return contradicted.contains(field) ? Optional.empty() : Optional.ofNullable(values.get(field));
    }

    Set<String> flags() {
        return flags;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Adds an object if it is one and has a known field; says whether the text was one JSON value to its end. */
    boolean add(String text) {
        Values own = new Values();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                Optional<Field> field = Field.of(json.currentName());
                JsonToken value = json.nextToken();
                if (field.isPresent() && value != JsonToken.VALUE_NULL) {
                    // an object or array is a value, too: one of no use
                    own.put(field.get(), value.isScalarValue() ? json.getString() : "", DUPLICATE_KEY);
                }
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                return false;
            }
        } catch (JacksonException e) {
            return false;
        }
        own.values.forEach((field, value) -> put(field, value, CONFLICTING_ANSWER));
        contradicted.addAll(own.contradicted);
        flags.addAll(own.flags);
        return !own.isEmpty();
    }

    private void put(Field field, String value, String flag) {
        String before = values.putIfAbsent(field, value);
        if (before == null) {
            return;
        }
        boolean same = normal(before).equals(normal(value));
        if (!same) {
            contradicted.add(field);
        }
        if (!same || flag.equals(DUPLICATE_KEY)) {
            flags.add(flag);
        }
    }

    private static String normal(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }
}
