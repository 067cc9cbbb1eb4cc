package io.ticketkit.internal;

import io.ticketkit.Category;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Priority;
import io.ticketkit.RunValue;
import io.ticketkit.Sentiment;
import io.ticketkit.Suggestion;
import io.ticketkit.Ticket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values of classified fields as text, the way runs keep them. */
final class FieldTexts {
    private FieldTexts() {}

    static String of(Ticket ticket, ClassifiedField field) {
        return switch (field) {
            case CATEGORY -> ticket.category().code();
            case PRIORITY -> ticket.priority().wireName();
            case SENTIMENT -> ticket.sentiment().wireName();
            case URGENCY_SCORE -> Integer.toString(ticket.urgencyScore());
        };
    }

    /** What an answer suggests, offered only so far. */
    static Map<ClassifiedField, RunValue> suggested(Classification answer) {
        Map<ClassifiedField, RunValue> values = new EnumMap<>(ClassifiedField.class);
        add(values, ClassifiedField.CATEGORY, answer.category(), Category::code);
        add(values, ClassifiedField.PRIORITY, answer.priority(), Priority::wireName);
        add(values, ClassifiedField.SENTIMENT, answer.sentiment(), Sentiment::wireName);
        add(values, ClassifiedField.URGENCY_SCORE, answer.urgencyScore(), String::valueOf);
        return values;
    }

    private static <T> void add(
            Map<ClassifiedField, RunValue> values,
            ClassifiedField field,
            Optional<Suggestion<T>> suggestion,
            Function<T, String> text) {
        suggestion.ifPresent(s -> values.put(
                field, new RunValue(text.apply(s.value()), s.confidence(), s.source(), RunValue.Fate.OFFERED, null)));
    }
}
