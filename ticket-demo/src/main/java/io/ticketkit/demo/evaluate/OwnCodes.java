package io.ticketkit.demo.evaluate;

import io.ticketkit.Limits;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Codes of categories, made of the labels people gave them: lower snake case. */
final class OwnCodes {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final List<String> FOR_NOTHING =
            List.of("other", "others", "general", "misc", "miscellaneous", "unknown", "none");

    private OwnCodes() {}

    /** Label to code; labels that differ in letter case, spaces and hyphens only have the same. */
    static Map<String, String> of(Collection<String> labels) {
        Set<String> taken = new HashSet<>();
        labels.forEach(label -> taken.add(Labels.key(label)));
        Map<String, String> byKey = new LinkedHashMap<>();
        Map<String, String> codes = new LinkedHashMap<>();
        for (String label : labels) {
            codes.put(label, byKey.computeIfAbsent(Labels.key(label), key -> unique(key, taken)));
        }
        return codes;
    }

    private static String unique(String key, Set<String> taken) {
        String word = NO_WORD.matcher(key).replaceAll("_").replaceAll("^_|_$", "");
        String code = cut(word.isEmpty() ? "label" : word, Limits.NAME);
        if (code.equals(key)) {
            return code;
        }
        String next = code;
        for (int number = 2; !taken.add(next); number++) {
            String suffix = "_" + number;
            next = cut(code, Limits.NAME - suffix.length()) + suffix;
        }
        return next;
    }

    private static String cut(String text, int length) {
        return text.substring(0, text.offsetByCodePoints(0, Math.min(length, text.codePointCount(0, text.length()))))
                .toLowerCase(Locale.ROOT);
    }

    /** The code that sounds as if it were for what belongs nowhere. */
    static Optional<String> forNothing(Collection<String> codes) {
        return FOR_NOTHING.stream().filter(codes::contains).findFirst();
    }
}
