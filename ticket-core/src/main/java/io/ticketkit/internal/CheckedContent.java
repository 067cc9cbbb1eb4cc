package io.ticketkit.internal;

import io.ticketkit.Attachment;
import io.ticketkit.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Stored content that fails at its end when it is not what was stored. */
final class CheckedContent extends FilterInputStream {
    private final Attachment attachment;
    private final MessageDigest digest = MeasuredContent.sha256();
    private long size;
    private boolean checked;

    CheckedContent(Attachment attachment, InputStream content) {
        super(content);
        this.attachment = attachment;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        if (read > 0) {
            size += read;
            digest.update(bytes, from, read);
        } else if (read < 0) {
            check();
        }
        return read;
    }

    private void check() {
        if (checked) {
            return;
        }
        checked = true;
        if (size != attachment.size()
                || !HexFormat.of().formatHex(digest.digest()).equals(attachment.sha256())) {
            throw new StorageException(
                    "The content of attachment " + attachment.id() + " is not what was stored.", null);
        }
    }

    /** By reading: what is skipped is part of the checksum. */
    @Override
    public long skip(long length) throws IOException {
        byte[] skipped = new byte[(int) Math.max(0, Math.min(length, 8192))];
        long all = 0;
        while (all < length) {
            int read = read(skipped, 0, (int) Math.min(skipped.length, length - all));
            if (read < 0) {
                break;
            }
            all += read;
        }
        return all;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
