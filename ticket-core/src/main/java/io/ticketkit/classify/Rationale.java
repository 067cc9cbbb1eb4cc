package io.ticketkit.classify;

import io.ticketkit.ClassifiedField;
import io.ticketkit.WordWeight;
import java.util.List;

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
        StringBuilder line = new StringBuilder();
        FIELDS.forEach(field -> addPart(line, field, explanation));
        return cut(line.toString());
    }

    private static void addPart(StringBuilder line, ClassifiedField field, List<WordWeight> explanation) {
        int words = 0;
        for (WordWeight word : explanation) {
            if (word.field() == field && word.weight() > 0 && words < WORDS) {
                String before = words > 0 ? ", " : (line.isEmpty() ? "" : "; ") + word.value() + ": ";
                // formatting by pattern costs more than all the rest
                long tenths = Math.round(word.weight() * 10);
                line.append(before).append(word.words()).append(' ');
                line.append(tenths / 10).append('.').append(tenths % 10);
                words++;
            }
        }
    }

    static String cut(String line) {
        return line.length() <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST) - 1)) + "…";
    }
}
