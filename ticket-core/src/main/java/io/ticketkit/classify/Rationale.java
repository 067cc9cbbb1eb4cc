package io.ticketkit.classify;

import io.ticketkit.ClassifiedField;
import io.ticketkit.WordWeight;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in one line which words decided. */
final class Rationale {
    private static final int WORDS = 4;
    private static final int LONGEST = 300;
    /** The urgency follows from the priority and the tone. */
    private static final List<ClassifiedField> FIELDS =
            List.of(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY, ClassifiedField.SENTIMENT);

    private Rationale() {}

    /** As in {@code billing: invoice 2.1, refund 1.4; high: down 1.0}; empty when no word speaks for anything. */
    static String of(List<WordWeight> explanation) {
        return cut(FIELDS.stream().flatMap(field -> part(field, explanation)).collect(Collectors.joining("; ")));
    }

    private static Stream<String> part(ClassifiedField field, List<WordWeight> explanation) {
        List<WordWeight> own = explanation.stream()
                .filter(word -> word.field() == field && word.weight() > 0)
                .limit(WORDS)
                .toList();
        return own.isEmpty()
                ? Stream.of()
                : Stream.of(own.get(0).value() + ": "
                        + own.stream()
                                .map(word -> word.words() + String.format(Locale.ROOT, " %.1f", word.weight()))
                                .collect(Collectors.joining(", ")));
    }

    static String cut(String line) {
        return line.length() <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST) - 1)) + "…";
    }
}
