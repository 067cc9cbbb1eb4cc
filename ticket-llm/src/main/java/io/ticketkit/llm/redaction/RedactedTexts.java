package io.ticketkit.llm.redaction;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Several texts redacted for one question: the same value has the same placeholder in all of them, and no placeholder has
 * two. Texts of others are redacted without a way back. Not thread-safe.
 */
public final class RedactedTexts {
    /** What stands where something may not be shown. */
    public static final String HIDDEN = "…";

    private static final String REMOVED = "[REMOVED]";
    private static final String OTHER = "VALUE";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[([A-Z]{1,20})_(\\d{1,9})]");
    /** A placeholder as models spoil it: other letters, other signs between. */
    private static final Pattern SPOILED =
            Pattern.compile("(?i)[\\[⟨]\\s?([a-z]{1,20})[_ -]{1,2}(\\d{1,9})\\s?[\\]⟩]|\\[REMOVED]");
    /** What nobody needs to read again, not even who wrote it. */
    private static final Set<String> SECRET =
            EnumSet.of(Kind.CARD, Kind.TOKEN, Kind.KEY, Kind.PASSWORD, Kind.SECRET).stream()
                    .map(Enum::name)
                    .collect(Collectors.toUnmodifiableSet());

    private final Redactor redactor;
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, String> originals = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> kinds = new HashSet<>(Set.of(OTHER));

    /**
     * Starts with no texts.
     *
     * @param redactor what must not leave
     */
    public RedactedTexts(Redactor redactor) {
        this.redactor = redactor;
        for (Kind kind : Kind.values()) {
            kinds.add(kind.name());
        }
    }

    /**
     * Redacts a text whose values may be restored.
     *
     * @param text any text; what looks like a placeholder in it is broken up
     * @return the text that may leave
     */
    public String own(String text) {
        Redaction redaction = redactor.redact(unmarked(text));
        return replaced(
                redaction,
                (placeholder, value) -> placeholders.computeIfAbsent(
                        kindOf(placeholder) + " " + value, unused -> next(kindOf(placeholder), value)));
    }

    /**
     * Redacts a text of somebody else: nothing of it can be restored.
     *
     * @param text any text
     * @return the text that may leave
     */
    public String foreign(String text) {
        return replaced(redactor.redact(unmarked(text)), (placeholder, value) -> REMOVED);
    }

    /**
     * Breaks up what looks like a placeholder: somebody may have written it to get at another's value.
     *
     * @param text any text
     * @return the text, otherwise unchanged
     */
    public static String unmarked(String text) {
        return PLACEHOLDER.matcher(text).replaceAll("($1 $2)");
    }

    private interface Naming {
        String of(String placeholder, String value);
    }

    private static String replaced(Redaction redaction, Naming naming) {
        if (redaction.originals().isEmpty()) {
            return redaction.text();
        }
        // the longest first, so that none is taken for the beginning of another
        List<String> found = redaction.originals().keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .toList();
        Matcher any = Pattern.compile(found.stream().map(Pattern::quote).collect(Collectors.joining("|")))
                .matcher(redaction.text());
        return any.replaceAll(match -> Matcher.quoteReplacement(
                naming.of(match.group(), redaction.originals().getOrDefault(match.group(), ""))));
    }

    private static String kindOf(String placeholder) {
        Matcher standard = PLACEHOLDER.matcher(placeholder);
        return standard.matches() ? standard.group(1) : OTHER;
    }

    private String next(String kind, String value) {
        kinds.add(kind);
        String placeholder = "[" + kind + "_" + numbers.merge(kind, 1, Integer::sum) + "]";
        originals.put(placeholder, value);
        return placeholder;
    }

    /**
     * Puts the originals into what a model wrote. Secrets (cards, passwords, tokens, keys), and placeholders that are
     * none of these texts', or are spoiled, become {@value #HIDDEN}. For use inside the process only.
     *
     * @param answer what the model wrote
     * @return the text for who may read these texts
     */
    public String restore(String answer) {
        return SPOILED.matcher(answer).replaceAll(match -> Matcher.quoteReplacement(restored(match.group())));
    }

    private String restored(String written) {
        String original = originals.get(written);
        if (original != null) {
            return SECRET.contains(kindOf(written)) ? HIDDEN : original;
        }
        if (written.equals(REMOVED)) {
            return HIDDEN;
        }
        Matcher parts = SPOILED.matcher(written);
        boolean ours = parts.matches() && kinds.contains(parts.group(1).toUpperCase(Locale.ROOT));
        return ours ? HIDDEN : written;
    }

    /** Nothing of the texts. */
    @Override
    public String toString() {
        return "RedactedTexts[" + originals.size() + " values]";
    }
}
