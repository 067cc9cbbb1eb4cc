package io.ticketkit.classify;

import java.util.Arrays;

/**
 * Numbers of 0 or more under keys, without an object for each: a few million fit into little memory. Key and value lie
 * side by side, because the time goes into waiting for memory. Not thread-safe while it grows.
 */
final class LongIndex {
    private static final int FULL_AT_PERCENT = 60;
    private static final int HALF = 32;

    /** By turns a key, and its value: the lower half is the value plus one, or 0 where nothing is; the upper a mark. */
    private long[] table;

    private int size;

    LongIndex(int expected) {
        table = new long[Integer.highestOneBit(Math.max(16, expected)) * 8];
    }

    /** How many keys it has. */
    int size() {
        return size;
    }

    /** The value, or -1 when there is none. */
    int get(long key) {
        return (int) table[slot(key) + 1] - 1;
    }

    void put(long key, int value) {
        set(room(key), key, value + 1L);
    }

    /** Adds one to the value, which is taken for 0 when there is none. */
    void count(long key) {
        int slot = room(key);
        set(slot, key, Math.max(1, table[slot + 1]) + 1);
    }

    /**
     * Adds one to the value, unless that was done with the same mark just before.
     *
     * @param mark 1 or more
     */
    void countOnce(long key, int mark) {
        int slot = room(key);
        long before = table[slot + 1];
        if (before >>> HALF != mark) {
            set(slot, key, (long) mark << HALF | Math.max(1, (int) before) + 1L);
        }
    }

    /** The keys whose value is at least this, rising. */
    long[] keysFrom(int least) {
        long[] found = new long[size];
        int count = 0;
        for (int slot = 0; slot < table.length; slot += 2) {
            if ((int) table[slot + 1] > least) {
                found[count++] = table[slot];
            }
        }
        long[] sorted = count == size ? found : Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Forgets the keys whose value is less than this. */
    void keepFrom(int least) {
        refill(table.length, least);
    }

    private void set(int slot, long key, long value) {
        size += table[slot + 1] == 0 ? 1 : 0;
        table[slot] = key;
        table[slot + 1] = value;
    }

    /** Where the key is or can be put. */
    private int room(long key) {
        if ((size + 1) * 200L > table.length * (long) FULL_AT_PERCENT) {
            refill(table.length * 2, 0);
        }
        return slot(key);
    }

    private int slot(long key) {
        int mask = table.length - 1;
        // the keys are hashes already, but for the lowest bit
        int slot = (int) key & mask & ~1;
        while (table[slot + 1] != 0 && table[slot] != key) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private void refill(int length, int least) {
        long[] old = table;
        table = new long[length];
        size = 0;
        for (int slot = 0; slot < old.length; slot += 2) {
            if ((int) old[slot + 1] > least) {
                set(slot(old[slot]), old[slot], old[slot + 1]);
            }
        }
    }
}
