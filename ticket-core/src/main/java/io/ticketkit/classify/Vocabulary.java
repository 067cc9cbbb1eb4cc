package io.ticketkit.classify;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The single words of many phrases, and which of them a misspelled word may stand for. Found by comparing words with one
 * letter left out, by hash, so that the cost of a look-up does not grow with the number of words. Immutable.
 */
final class Vocabulary {
    /** Shorter words are too often one letter away from another word. */
    static final int SHORTEST_WORD = 5;
    /** A longer word is not looked for: it bounds the cost. */
    static final int LONGEST_WORD = 24;

    private static final int SHORTEST_PREFIX = 6;
    private static final int TWO_ERRORS_FROM = 9;
    /** A word that begins with this much of a prefix, or is hardly longer than it, is known. */
    private static final int TELLING_PREFIX = 4;

    private static final int LONGEST_ENDING = 3;

    private final WordMap<String> words = new WordMap<>();
    private final WordMap<String> prefixes = new WordMap<>();
    /** A bit for each length that a prefix has; words have at most 64 letters. */
    private long prefixLengths;

    private final FormIndex shortened = new FormIndex();

    Vocabulary(Collection<Phrase> phrases) {
        for (Phrase phrase : phrases) {
            for (Phrase.Word word : phrase.words()) {
                if (phrase.section().equals(Section.KNOWN)) {
                    isNew(words, word.text());
                } else {
                    add(word.text(), word.match() == Phrase.Match.BEGINNING);
                }
            }
        }
    }

    private void add(String word, boolean prefix) {
        boolean isNew = isNew(prefix ? prefixes : words, word);
        if (prefix) {
            prefixLengths |= 1L << word.length();
        }
        int shortest = prefix ? SHORTEST_PREFIX : SHORTEST_WORD;
        if (isNew && word.length() >= shortest && word.length() <= LONGEST_WORD && Spelling.isOfLetters(word)) {
            Shortened forms = new Shortened(word, word.length());
            for (int out = -1; out < word.length(); out++) {
                shortened.add(forms.without(out), word);
            }
        }
    }

    private static boolean isNew(WordMap<String> map, String word) {
        boolean isNew = map.get(word).isEmpty();
        if (isNew) {
            map.add(word, word);
        }
        return isNew;
    }

    /** Whether it is a word of a phrase as it stands. */
    boolean knows(String word) {
        long hash = 0;
        for (int length = 1; length <= word.length(); length++) {
            hash = WordMap.next(hash, word.charAt(length - 1));
            boolean telling = length >= TELLING_PREFIX || word.length() - length <= LONGEST_ENDING;
            if (telling && ((prefixLengths >>> length) & 1) != 0 && prefixes.get(hash, word, length, "") != null) {
                return true;
            }
        }
        return words.get(hash, word, word.length(), "") != null;
    }

    /** The whole word of a phrase that is the beginning of this one with that ending; null when there is none. */
    @Nullable
    String inflected(String word, int length, long hash, String ending) {
        return words.get(WordMap.next(hash, ending), word, length, ending);
    }

    /** The word that was probably meant: one or, in a long word, two letters away, with the same first letter. */
    Optional<String> nearest(String word) {
        Shortened forms = new Shortened(word, word.length());
        for (int out = -1; out < word.length(); out++) {
            Optional<String> found = whole(word, forms.without(out), 1);
            if (found.isPresent()) {
                return found;
            }
        }
        Optional<String> begins = nearestPrefix(word);
        return begins.isPresent() || word.length() < TWO_ERRORS_FROM ? begins : twoErrors(word, forms);
    }

    private Optional<String> whole(String word, long form, int errors) {
        for (String known : shortened.get(form)) {
            if (words.get(known).isPresent() && Spelling.isNear(word, known, errors)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    private Optional<String> nearestPrefix(String word) {
        for (int length = word.length(); length >= SHORTEST_PREFIX - 1; length--) {
            Shortened forms = new Shortened(word, length);
            String beginning = word.substring(0, length);
            for (int out = -1; out < length; out++) {
                for (String known : shortened.get(forms.without(out))) {
                    boolean sameEnd = word.charAt(length - 1) == known.charAt(known.length() - 1);
                    if (sameEnd && prefixes.get(known).isPresent() && Spelling.isNear(beginning, known, 1)) {
                        return Optional.of(known + word.substring(length));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> twoErrors(String word, Shortened forms) {
        for (int out = 0; out < word.length(); out++) {
            Optional<String> found = whole(word, forms.without(out), 2);
            for (int second = out + 1; second < word.length() && found.isEmpty(); second++) {
                found = whole(word, forms.without(out, second), 2);
            }
            if (found.isPresent() && found.get().length() >= TWO_ERRORS_FROM) {
                return found;
            }
        }
        return Optional.empty();
    }
}
