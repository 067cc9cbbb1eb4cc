package io.ticketkit.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words in a row that speak for something. Two phrases are equal only when they are the same object: a text is judged by
 * looking them up in maps thousands of times.
 */
final class Phrase {
    /** How many words {@code ..} may stand for. */
    private static final int GAP = 3;
    /** How many words {@code ...} may stand for. */
    private static final int WIDE_GAP = 6;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Section section;
    private final double weight;
    private final List<Word> words;
    private final int letters;
    /** What the word after the first begins with; 0 when that may differ. */
    private final char second;

    /**
     * Makes a phrase.
     *
     * @param section what it speaks for
     * @param weight how strongly; 0 when these words are to say nothing
     * @param words at least one
     */
    Phrase(Section section, double weight, List<Word> words) {
        this.section = section;
        this.weight = weight;
        this.words = words;
        this.letters = words.stream().mapToInt(word -> word.text().length()).sum();
        this.second = words.size() < 2 ? 0 : words.get(1).onlyBeginning();
    }

    Section section() {
        return section;
    }

    double weight() {
        return weight;
    }

    List<Word> words() {
        return words;
    }

    /** How many letters are given: of two phrases that match, the one with more says more exactly what is meant. */
    int letters() {
        return letters;
    }

    /** How much of a text's word is given. */
    enum Match {
        WHOLE,
        BEGINNING,
        ENDING
    }

    /**
     * One word of a phrase.
     *
     * @param text folded as {@link Token#word()} is
     * @param match how much of a text's word it is
     * @param gap how many other words may stand before it
     */
    record Word(String text, Match match, int gap) {
        boolean matches(String word) {
            return switch (match) {
                case WHOLE -> word.equals(text);
                case BEGINNING -> word.startsWith(text);
                case ENDING -> word.endsWith(text);
            };
        }

        /** What the very next word begins with when it matches; 0 when that may differ. */
        private char onlyBeginning() {
            return gap > 0 || match == Match.ENDING ? 0 : text.charAt(0);
        }
    }

    /** Reads words, {@code word*}, {@code *word}, {@code ..} and {@code ...}; fails when there is no word. */
    static Phrase parse(Section section, double weight, String text) {
        List<Word> words = new ArrayList<>();
        int gap = 0;
        for (String piece : SPACE.split(text.strip(), -1)) {
            if (piece.equals("..") || piece.equals("...")) {
                gap = words.isEmpty() ? 0 : piece.length() == 2 ? GAP : WIDE_GAP;
                continue;
            }
            List<String> parts = Tokenizer.words(piece);
            for (int i = 0; i < parts.size(); i++) {
                words.add(new Word(parts.get(i), match(piece, i == 0, i == parts.size() - 1), gap));
                gap = 0;
            }
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no word in \"" + text + "\"; write letters, digits or an emoji");
        }
        return new Phrase(section, weight, List.copyOf(words));
    }

    private static Match match(String piece, boolean first, boolean last) {
        if (piece.endsWith("*") && last) {
            return Match.BEGINNING;
        }
        return piece.startsWith("*") && first ? Match.ENDING : Match.WHOLE;
    }

    /** Where a match that begins at this token ends, exclusive; -1 when there is none. A match stays in one clause. */
    int endOfMatch(List<Token> tokens, int start) {
        // the first word matches: that is how the phrase was found
        int next = start + 1;
        if (second != 0 && (next == tokens.size() || tokens.get(next).word().charAt(0) != second)) {
            return -1;
        }
        int clause = tokens.get(start).clause();
        for (int i = 1; i < words.size(); i++) {
            Word word = words.get(i);
            int limit = Math.min(tokens.size(), next + 1 + word.gap());
            while (next < limit && !word.matches(tokens.get(next).word())) {
                next++;
            }
            if (next >= limit || tokens.get(next).clause() != clause) {
                return -1;
            }
            next++;
        }
        return next;
    }
}
