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

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Section section;
    private final double weight;
    private final List<Word> words;
    private final int letters;

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

    /**
     * One word of a phrase.
     *
     * @param text folded as {@link Token#word()} is
     * @param prefix whether a text's word need only begin so
     * @param afterGap whether other words may stand before it
     */
    record Word(String text, boolean prefix, boolean afterGap) {
        boolean matches(String word) {
            return prefix ? word.startsWith(text) : word.equals(text);
        }
    }

    /** Reads words, {@code word*} and {@code ..}; fails when there is no word. */
    static Phrase parse(Section section, double weight, String text) {
        List<Word> words = new ArrayList<>();
        boolean afterGap = false;
        for (String piece : SPACE.split(text.strip(), -1)) {
            if (piece.equals("..")) {
                afterGap = true;
                continue;
            }
            List<String> parts = Tokenizer.words(piece);
            for (int i = 0; i < parts.size(); i++) {
                boolean prefix = piece.endsWith("*") && i == parts.size() - 1;
                words.add(new Word(parts.get(i), prefix, afterGap && !words.isEmpty()));
                afterGap = false;
            }
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no word in \"" + text + "\"; write letters, digits or an emoji");
        }
        return new Phrase(section, weight, List.copyOf(words));
    }

    /** Where a match that begins at this token ends, exclusive; -1 when there is none. A match stays in one clause. */
    int endOfMatch(List<Token> tokens, int start) {
        int clause = tokens.get(start).clause();
        int next = start;
        for (Word word : words) {
            int limit = Math.min(tokens.size(), next + 1 + (word.afterGap() ? GAP : 0));
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
