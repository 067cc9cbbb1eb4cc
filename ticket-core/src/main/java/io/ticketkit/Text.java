package io.ticketkit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules every text from outside must meet. */
final class Text {
    private Text() {}

    /** What is wrong with a required, single text; empty when nothing is. */
    static Optional<String> problem(String text, int maxCodePoints) {
        if (isBlank(text)) {
            return Optional.of("This field may not be blank.");
        }
        return problemIfPresent(text, maxCodePoints);
    }

    /** What is wrong with a text that may be blank; empty when nothing is. */
    static Optional<String> problemIfPresent(String text, int maxCodePoints) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of("Null characters are not allowed.");
        }
        if (hasLoneSurrogate(text)) {
            return Optional.of("Lone surrogates (broken Unicode) are not allowed.");
        }
        if (text.codePointCount(0, text.length()) > maxCodePoints) {
            return Optional.of("Ensure this field has no more than " + maxCodePoints + " characters.");
        }
        return Optional.empty();
    }

    /** What is wrong with a name or an id: a required text on one line, without control characters. */
    static Optional<String> nameProblem(String text, int maxCodePoints) {
        return problem(text, maxCodePoints)
                .or(() -> hasControls(text) ? Optional.of("Control characters are not allowed.") : Optional.empty());
    }

    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** The stripped text, or a {@link ValidationException} that names the field. */
    static String require(String field, String text, int maxCodePoints) {
        String stripped = text.strip();
        nameProblem(stripped, maxCodePoints).ifPresent(message -> {
            throw new ValidationException(List.of(new Violation(field, message)));
        });
        return stripped;
    }

    static SortedSet<String> names(String field, Collection<String> texts, int maxCodePoints) {
        SortedSet<String> names = new TreeSet<>();
        texts.forEach(text -> names.add(require(field, text, maxCodePoints)));
        return names;
    }

    static SortedMap<String, String> stripped(Map<String, String> texts) {
        SortedMap<String, String> all = new TreeMap<>();
        texts.forEach((name, value) -> all.put(name.strip(), value.strip()));
        return all;
    }

    static @Nullable String stripped(@Nullable String text) {
        return text == null ? null : text.strip();
    }

    static SortedSet<String> stripped(Collection<String> texts) {
        SortedSet<String> all = new TreeSet<>();
        texts.forEach(text -> all.add(text.strip()));
        return all;
    }

    /** True when a person would see nothing: only white space, controls and invisible format characters. */
    static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> c != 0
                        && (Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.getType(c) == Character.CONTROL
                                || Character.getType(c) == Character.FORMAT));
    }

    /** On one line, fit to be stored: no controls, no broken Unicode, cut; empty when nothing is left. */
    static Optional<String> line(String text, int maxCodePoints) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .limit(4L * maxCodePoints)
                .forEach(clean::appendCodePoint);
        String line = clean.toString().strip();
        if (line.codePointCount(0, line.length()) > maxCodePoints) {
            line = line.substring(0, line.offsetByCodePoints(0, maxCodePoints)).strip();
        }
        return isBlank(line) ? Optional.empty() : Optional.of(line);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
