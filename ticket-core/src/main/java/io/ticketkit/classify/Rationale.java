package io.ticketkit.classify;

import io.ticketkit.WordWeight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in one line which words decided. */
final class Rationale {
    private static final int LONGEST = 300;

    private Rationale() {}

    /** As in {@code billing: invoice 2.1, refund 1.4; high: down 1.0}, or null when there is nothing to say. */
    static @Nullable String of(List<WordWeight> explanation) {
        Map<String, List<String>> byValue = new LinkedHashMap<>();
        for (WordWeight word : explanation) {
            byValue.computeIfAbsent(word.value(), v -> new ArrayList<>())
                    .add(word.words() + String.format(Locale.ROOT, " %.1f", word.weight()));
        }
        List<String> parts = new ArrayList<>();
        byValue.forEach((value, words) -> parts.add(value + ": " + String.join(", ", words)));
        String line = String.join("; ", parts);
        if (line.length() > LONGEST) {
            int end = LONGEST - 1;
            line = line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
        }
        return line.isEmpty() ? null : line;
    }
}
