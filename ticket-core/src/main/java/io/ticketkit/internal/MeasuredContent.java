package io.ticketkit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests what is read of somebody's content, and reads no more than one byte too many. */
final class MeasuredContent extends InputStream {
    /** There is more than is allowed. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final InputStream content;
    private final long max;
    private final MessageDigest digest;
    private long size;

    /** Of content that stays the caller's: closing this does not close it. */
    MeasuredContent(InputStream content, long max) {
        this.content = content;
        this.max = max;
        this.digest = sha256();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int wanted = (int) Math.min(length, max + 1 - size);
        int read = content.read(bytes, from, wanted);
        if (read > 0) {
            size += read;
            digest.update(bytes, from, read);
        }
        if (size > max) {
            throw new TooLargeException();
        }
        return read;
    }

    /** How much was read. */
    long size() {
        return size;
    }

    /** The checksum of what was read; once, at the end. */
    String checksum() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
