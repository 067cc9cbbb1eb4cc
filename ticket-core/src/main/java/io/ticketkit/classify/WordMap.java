package io.ticketkit.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values by word, found by a hash that grows letter by letter: every beginning of a word can be looked up without a copy
 * of it. Not thread-safe while it grows.
 */
final class WordMap<V> {
    private static final int FIRST_SIZE = 1 << 6;

    private final List<Entry<V>> entries = new ArrayList<>();
    private long[] hashes = new long[FIRST_SIZE];
    /** Number of the entry plus 1; 0 where there is none. */
    private int[] numbers = new int[FIRST_SIZE];
    /**
     * A bit for each hash that is there, eight times as many as places: most of what is looked up is not there, and these are few enough to
     * stay in the processor's cache.
     */
    private long[] bits = new long[FIRST_SIZE / 8];

    private record Entry<V>(String word, V value) {}

    /** The hash of some letters with one more; that of none is 0. */
    static long next(long hash, char letter) {
        return hash * Shortened.BASE + letter;
    }

    /** The hash of letters followed by a word. */
    static long next(long hash, String word) {
        long next = hash;
        for (int i = 0; i < word.length(); i++) {
            next = next(next, word.charAt(i));
        }
        return next;
    }

    /** Adds a word that is not there yet. */
    void add(String word, V value) {
        if (entries.size() * 2 >= hashes.length) {
            grow();
        }
        entries.add(new Entry<>(word, value));
        place(next(0, word), entries.size());
    }

    Optional<V> get(String word) {
        return Optional.ofNullable(get(next(0, word), word, word.length(), ""));
    }

    /**
     * The value of a word that is put together.
     *
     * @param hash of the whole
     * @param word begins with it
     * @param length how much of the word belongs to it
     * @param ending what follows
     */
    @Nullable
    V get(long hash, String word, int length, String ending) {
        if (isAbsent(hash)) {
            return null;
        }
        int mask = hashes.length - 1;
        for (int at = slot(hash, mask); numbers[at] != 0; at = (at + 1) & mask) {
            if (hashes[at] == hash) {
                Entry<V> entry = entries.get(numbers[at] - 1);
                if (entry.word().length() == length + ending.length()
                        && entry.word().regionMatches(0, word, 0, length)
                        && entry.word().endsWith(ending)) {
                    return entry.value();
                }
            }
        }
        return null;
    }

    /**
     * The value of what the last letters of a word are, written backwards.
     *
     * @param hash of these letters, from the last one on
     * @param word ends with them
     * @param length how many they are
     */
    @Nullable
    V getBackwards(long hash, String word, int length) {
        if (isAbsent(hash)) {
            return null;
        }
        int mask = hashes.length - 1;
        for (int at = slot(hash, mask); numbers[at] != 0; at = (at + 1) & mask) {
            Entry<V> entry = entries.get(numbers[at] - 1);
            if (hashes[at] == hash && isEnding(entry.word(), word, length)) {
                return entry.value();
            }
        }
        return null;
    }

    private static boolean isEnding(String backwards, String word, int length) {
        boolean same = backwards.length() == length;
        for (int i = 0; same && i < length; i++) {
            same = backwards.charAt(i) == word.charAt(word.length() - 1 - i);
        }
        return same;
    }

    private void place(long hash, int number) {
        int mask = hashes.length - 1;
        int at = slot(hash, mask);
        while (numbers[at] != 0) {
            at = (at + 1) & mask;
        }
        hashes[at] = hash;
        numbers[at] = number;
        bits[bit(hash) >>> 6] |= 1L << bit(hash);
    }

    /** Whether it is certain that there is no such hash. */
    private boolean isAbsent(long hash) {
        int bit = bit(hash);
        return (bits[bit >>> 6] & 1L << bit) == 0;
    }

    private int bit(long hash) {
        return slot(hash, bits.length * Long.SIZE - 1);
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldNumbers = numbers;
        hashes = new long[oldHashes.length * 2];
        numbers = new int[hashes.length];
        bits = new long[hashes.length / 8];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldNumbers[i] != 0) {
                place(oldHashes[i], oldNumbers[i]);
            }
        }
    }

    private static int slot(long hash, int mask) {
        return (int) (hash ^ (hash >>> 29) ^ (hash >>> 47)) & mask;
    }
}
