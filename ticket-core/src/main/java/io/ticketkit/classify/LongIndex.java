package io.ticketkit.classify;

import java.util.Arrays;

/** Numbers under keys, without an object for each: a few million fit into little memory. Not thread-safe while it grows. */
final class LongIndex {
    private static final int FULL_AT_PERCENT = 60;

    private long[] keys;
    private int[] values;
    private boolean[] used;
    private int size;

    LongIndex(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected)) * 4;
        keys = new long[capacity];
        values = new int[capacity];
        used = new boolean[capacity];
    }

    /** The value, or -1 when there is none. */
    int get(long key) {
        int slot = slot(key);
        return used[slot] ? values[slot] : -1;
    }

    void put(long key, int value) {
        int slot = slot(key);
        if (!used[slot]) {
            if (++size * 100L > keys.length * (long) FULL_AT_PERCENT) {
                grow();
                slot = slot(key);
            }
            used[slot] = true;
            keys[slot] = key;
        }
        values[slot] = value;
    }

    /** Adds one to the value, which is taken for 0 when there is none. */
    void count(long key) {
        put(key, Math.max(0, get(key)) + 1);
    }

    /** The keys whose value is at least this, rising. */
    long[] keysFrom(int least) {
        long[] found = new long[size];
        int count = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (used[slot] && values[slot] >= least) {
                found[count++] = keys[slot];
            }
        }
        long[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        // the keys are hashes already
        int slot = (int) (key >>> 1) & mask;
        while (used[slot] && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        boolean[] oldUsed = used;
        keys = new long[oldKeys.length * 2];
        values = new int[keys.length];
        used = new boolean[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldUsed[i]) {
                int slot = slot(oldKeys[i]);
                used[slot] = true;
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
