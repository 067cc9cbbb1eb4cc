package io.ticketkit.classify;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a text that are learned: words, pairs of words, and 3 to 5 letters in a row, each as a number. No text can
 * be read out of the numbers.
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

    private Grams(List<Token> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).word();
            add(hash(word, 0, word.length(), 1) | 1, i);
            if (i > 0) {
                String pair = tokens.get(i - 1).word() + " " + word;
                add(hash(pair, 0, pair.length(), 2) | 1, i);
            }
            parts(" " + word + " ", i);
        }
    }

    /**
     * Reads a text.
     *
     * @param matterOnly whether to pass over words that say nothing about the matter
     */
    static Grams of(@Nullable String title, String description, boolean matterOnly) {
        Tokenizer text = new Tokenizer();
        if (title != null) {
            text.read(cut(title), true);
        }
        text.read(cut(description), false);
        return new Grams(
                matterOnly
                        ? text.tokens().stream()
                                .filter(token -> !FunctionWords.contains(token.word()))
                                .toList()
                        : text.tokens());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private void parts(String word, int position) {
        for (int length = SHORTEST_PART; length <= LONGEST_PART; length++) {
            for (int at = 0; at + length <= word.length(); at++) {
                add(hash(word, at, at + length, 3) & ~1L, position);
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

    /** FNV-1a, then the finalizer of MurmurHash3, which spreads it over all bits. */
    private static long hash(String text, int from, int end, long kind) {
        long hash = kind;
        for (int i = from; i < end; i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        hash ^= hash >>> 33;
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

    /** All numbers, rising; one that occurs twice stands there twice. */
    long[] sorted() {
        long[] sorted = Arrays.copyOf(hashes, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
