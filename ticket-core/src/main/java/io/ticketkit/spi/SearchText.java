package io.ticketkit.spi;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The one rule of search, the same on every storage: every word of the query begins a word of the text, in any case
 * and accent. Both are brought to words of lower-case letters and digits: compatibility forms unified (NFKC), case
 * folded, accents off; every Chinese, Japanese or Korean character is a word of its own. Nothing is stemmed.
 */
public final class SearchText {
    /** Words are cut to this many code points, in texts and in queries. */
    public static final int MAX_WORD = 64;

    // katakana's mark of a long vowel belongs to no script
    private static final int LONG_VOWEL = 0x30FC;

    private static final int FIRST_BOPOMOFO = 0x02EA;

    private SearchText() {}

    /**
     * What a storage keeps beside a ticket and searches in.
     *
     * @param title the title
     * @param description the description
     * @return its different words, each after a space: {@code " charged twice for"}; empty when there are none
     */
    public static String of(String title, String description) {
        Set<String> words = new LinkedHashSet<>(split(title));
        words.addAll(split(description));
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(' ').append(word));
        return text.toString();
    }

    /**
     * The words of a query.
     *
     * @param query what somebody typed
     * @return different words, of letters and digits only; empty when there are none, which finds nothing
     */
    public static List<String> words(String query) {
        return List.copyOf(new LinkedHashSet<>(split(query)));
    }

    /**
     * Whether a text meets a query.
     *
     * @param searchText from {@link #of}
     * @param words from {@link #words}
     * @return true when every word begins a word of the text, and there is at least one
     */
    public static boolean matches(String searchText, Collection<String> words) {
        return !words.isEmpty() && words.stream().allMatch(word -> searchText.contains(" " + word));
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int length = 0;
        String folded = fold(text);
        int c;
        for (int at = 0; at < folded.length(); at += Character.charCount(c)) {
            c = folded.codePointAt(at);
            boolean alone = isWordOfItsOwn(c);
            if ((alone || !Character.isLetterOrDigit(c)) && length > 0) {
                words.add(word.toString());
                word.setLength(0);
                length = 0;
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (Character.isLetterOrDigit(c) && length++ < MAX_WORD) {
                word.appendCodePoint(c);
            }
        }
        if (length > 0) {
            words.add(word.toString());
        }
        return words;
    }

    private static String fold(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
        // upper, then lower: folds ß to ss, final sigma to sigma
        String folded =
                compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
        String bare = Normalizer.normalize(folded, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> !isMark(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        // Hangul syllables were taken apart with the accents
        return Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            // soft hyphen, zero-width joiner and the like divide no word
            case Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean isWordOfItsOwn(int c) {
        if (c < FIRST_BOPOMOFO) {
            return false; // asking for the script costs more than all the rest
        }
        return Character.isIdeographic(c)
                || c == LONG_VOWEL
                || switch (Character.UnicodeScript.of(c)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
                    default -> false;
                };
    }
}
