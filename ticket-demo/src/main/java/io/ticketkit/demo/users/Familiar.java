package io.ticketkit.demo.users;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers what was added of late, in a table of a fixed size: what is new takes the place of what was there. What was
 * not added it does not know; what was added it may have forgotten. Safe for concurrent use.
 */
final class Familiar {
    private static final int PLACES = 1 << 14;

    private final AtomicLongArray known = new AtomicLongArray(PLACES);
    /** So that nobody outside finds two that are taken for each other. */
    private final String seed = UUID.randomUUID().toString();

    void add(String key) {
        long hash = hash(key);
        known.set(place(hash), hash);
    }

    boolean has(String key) {
        long hash = hash(key);
        return known.get(place(hash)) == hash;
    }

    private static int place(long hash) {
        return (int) hash & (PLACES - 1);
    }

    private long hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((seed + key).getBytes(StandardCharsets.UTF_8));
            // never what an empty place has
            return ByteBuffer.wrap(digest).getLong() | Long.MIN_VALUE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
