package io.ticketkit.demo.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of a file as bytes, one in memory at a time. */
final class Lines {
    private static final int BUFFER = 1 << 16;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** A line. */
    static final class Line {
        private final long number;
        private final byte[] bytes;
        private final boolean ended;
        private final boolean tooLong;

        Line(long number, byte[] bytes, boolean ended, boolean tooLong) {
            this.number = number;
            this.bytes = bytes;
            this.ended = ended;
            this.tooLong = tooLong;
        }

        /** From 1. */
        long number() {
            return number;
        }

        /** What it says, without its end; of one that is too long its beginning. */
        byte[] bytes() {
            return bytes;
        }

        /** Whether its end was there. */
        boolean ended() {
            return ended;
        }

        /** Whether there is more of it. */
        boolean tooLong() {
            return tooLong;
        }

        boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return !tooLong;
        }

        /** Without a carriage return at its end. */
        String text() throws UnreadableException {
            int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
            CharsetDecoder decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
            try {
                return decoder.decode(in).toString();
            } catch (CharacterCodingException e) {
                throw new UnreadableException(
                        "line", "This is not UTF-8, from byte " + (in.position() + 1) + " on.", "Save it as UTF-8.");
            }
        }
    }

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long number;
    private long read;
    private boolean inside;

    /** Of which lines are at most so many bytes long. */
    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** How many bytes were read. */
    long read() {
        return read - (end - next);
    }

    /** The next line, or null at the end. The rest of one that is too long is to be {@linkplain #rest read} first. */
    @Nullable
    Line next() throws IOException {
        if (inside) {
            throw new IllegalStateException("the rest of a line is not read");
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean any = false;
        while (line.size() <= longest && more()) {
            any = true;
            int from = next;
            int most = (int) Math.min(end, from + (long) longest + 1 - line.size());
            while (next < most && buffer[next] != '\n') {
                next++;
            }
            line.write(buffer, from, next - from);
            if (next < most) {
                next++;
                return line(line, true, false);
            }
        }
        if (!any) {
            return null;
        }
        inside = line.size() > longest;
        return line(line, false, inside);
    }

    private Line line(ByteArrayOutputStream out, boolean ended, boolean tooLong) {
        number++;
        byte[] bytes = out.toByteArray();
        if (number == 1 && startsWithMark(bytes)) {
            bytes = Arrays.copyOfRange(bytes, MARK.length, bytes.length);
        }
        return new Line(number, bytes, ended, tooLong);
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= MARK.length && bytes[0] == MARK[0] && bytes[1] == MARK[1] && bytes[2] == MARK[2];
    }

    /** Copies the rest of a line that is too long. */
    void rest(OutputStream out) throws IOException {
        while (inside && more()) {
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            out.write(buffer, from, next - from);
            if (next < end) {
                next++;
                inside = false;
            }
        }
        inside = false;
    }

    private boolean more() throws IOException {
        if (next < end) {
            return true;
        }
        end = Math.max(0, in.read(buffer));
        next = 0;
        read += end;
        return end > 0;
    }
}
