package io.ticketkit.llm.redaction;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text without what must not leave, and the way back, which never leaves. Immutable. */
public final class Redaction {
    private final String text;
    private final Map<String, String> originals;

    private Redaction(String text, Map<String, String> originals) {
        this.text = text;
        this.originals = Map.copyOf(originals);
    }

    /**
     * What a {@link Redactor} found.
     *
     * @param text the text with placeholders
     * @param originals for each placeholder what it stands for; no placeholder may have been in the text before
     * @return the redaction
     * @throws IllegalArgumentException when a placeholder is empty
     */
    public static Redaction of(String text, Map<String, String> originals) {
        if (originals.containsKey("")) {
            throw new IllegalArgumentException("originals: a placeholder is not empty");
        }
        return new Redaction(text, originals);
    }

    /** {@return the text that may leave: with placeholders} */
    public String text() {
        return text;
    }

    /** {@return how many different values were replaced: 0 or more} */
    public int size() {
        return originals.size();
    }

    /** {@return for each placeholder what it stands for: unmodifiable; for use inside the process only} */
    public Map<String, String> originals() {
        return originals;
    }

    /**
     * Puts the originals back into a text that was made from the redacted one, a model's answer for example. For use
     * inside the process only.
     *
     * @param other a text with any of the placeholders, as often as you like
     * @return the text with what they stand for; a placeholder that is not one of these stays
     */
    public String restore(String other) {
        if (originals.isEmpty()) {
            return other;
        }
        // the longest first, so that none is taken for the beginning of another
        String any = originals.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile(any)
                .matcher(other)
                .replaceAll(found -> Matcher.quoteReplacement(originals.getOrDefault(found.group(), found.group())));
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "Redaction[" + originals.size() + " values]";
    }
}
