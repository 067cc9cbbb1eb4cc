package io.ticketkit.classify;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a text that are learned: words, pairs of words, and 3 to 5 letters in a row, each as a number. The numbers
 * are no secret: whoever guesses a part finds its number, and of few letters all can be guessed. Not thread-safe.
 */
final class Grams {
    /** Characters of title and description that are looked at: what comes later says little, and takes time. */
    static final int LONGEST = 4_000;

    private static final int SHORTEST_PART = 3;
    private static final int LONGEST_PART = 5;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final List<Token> tokens;
    private long[] hashes = new long[256];
    private int[] positions = new int[256];
    private int size;
    private @Nullable Grams matter;

    private Grams(List<Token> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).word();
            add(spread(hashed(1, word)) | 1, i);
            if (i > 0) {
                add(spread(hashed(hashed(2, tokens.get(i - 1).word() + " "), word)) | 1, i);
            }
            parts(" " + word + " ", i);
        }
    }

    /** Reads a text. */
    static Grams of(@Nullable String title, String description) {
        Tokenizer text = new Tokenizer();
        if (title != null) {
            text.read(cut(title), true);
        }
        text.read(cut(description), false);
        return new Grams(text.tokens());
    }

    /** Those of the words that say something about the matter. */
    Grams matter() {
        if (matter == null) {
            matter = new Grams(tokens.stream()
                    .filter(token -> !FunctionWords.contains(token.word()))
                    .toList());
        }
        return matter;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private void parts(String word, int position) {
        for (int at = 0; at + SHORTEST_PART <= word.length(); at++) {
            long hash = 3;
            int end = Math.min(word.length(), at + LONGEST_PART);
            for (int i = at; i < end; i++) {
                hash = hashed(hash, word.charAt(i));
                if (i - at + 1 >= SHORTEST_PART) {
                    add(spread(hash) & ~1L, position);
                }
            }
        }
    }

    private void add(long hash, int position) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            positions = Arrays.copyOf(positions, size * 2);
        }
        hashes[size] = hash;
        positions[size++] = position;
    }

    private static long hashed(long before, String text) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = hashed(hash, text.charAt(i));
        }
        return hash;
    }

    /** FNV-1a. */
    private static long hashed(long before, char c) {
        return (before ^ c) * FNV_PRIME;
    }

    /** Over all bits: part of the finalizer of MurmurHash3. */
    private static long spread(long value) {
        long hash = value ^ value >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    /** Whether a number stands for a word or a pair of words; else for letters in a row. */
    static boolean isWord(long hash) {
        return (hash & 1) == 1;
    }

    List<Token> tokens() {
        return tokens;
    }

    int size() {
        return size;
    }

    long hash(int gram) {
        return hashes[gram];
    }

    /** The index of the token it was found in; of a pair of words the second. */
    int position(int gram) {
        return positions[gram];
    }
}
