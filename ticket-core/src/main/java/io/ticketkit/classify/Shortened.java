package io.ticketkit.classify;

/** Hashes of the beginning of a word with a letter or two left out, each in constant time. */
final class Shortened {
    static final long BASE = 0x9E3779B97F4A7C15L;

    /** Of the first n letters. */
    private final long[] upTo;

    private final long[] powers;
    private final int length;

    Shortened(String word, int length) {
        this.length = length;
        this.upTo = new long[length + 1];
        this.powers = new long[length + 1];
        powers[0] = 1;
        for (int i = 0; i < length; i++) {
            upTo[i + 1] = upTo[i] * BASE + word.charAt(i);
            powers[i + 1] = powers[i] * BASE;
        }
    }

    /** Without the letter there; -1 leaves none out. */
    long without(int out) {
        return out < 0 ? upTo[length] : upTo[out] * powers[length - out - 1] + part(out + 1, length);
    }

    /** Without two letters, the first one further left. */
    long without(int first, int second) {
        long before = upTo[first] * powers[second - first - 1] + part(first + 1, second);
        return before * powers[length - second - 1] + part(second + 1, length);
    }

    private long part(int from, int to) {
        return upTo[to] - upTo[from] * powers[to - from];
    }
}
