package io.ticketkit.llm.redaction;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a text has at all, so that most finders need not look at most texts.
 *
 * @param lower the text in small letters
 * @param digits how many digits
 * @param longestWord characters between white space
 */
record Hints(String lower, int digits, int longestWord) {

    static Hints of(String text) {
        int digits = 0;
        int word = 0;
        int longest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            word = Character.isWhitespace(c) ? 0 : word + 1;
            longest = Math.max(longest, word);
        }
        return new Hints(text.toLowerCase(Locale.ROOT), digits, longest);
    }

    boolean holdAny(String... parts) {
        return Stream.of(parts).anyMatch(lower::contains);
    }
}
