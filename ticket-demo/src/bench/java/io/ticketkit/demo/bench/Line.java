package io.ticketkit.demo.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One connection, kept alive, one request at a time. It does as little as possible: the cores it runs on are those of
 * the server. Not thread-safe.
 */
final class Line implements AutoCloseable {
    private static final int HANG_MILLIS = 60_000;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket = new Socket();
    private final InputStream input;
    private byte[] buffer = new byte[1 << 17];
    private int filled;
    private int bodyStart;
    private int bodyLength;

    Line(int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), HANG_MILLIS);
            socket.setSoTimeout(HANG_MILLIS);
            socket.setTcpNoDelay(true);
            input = socket.getInputStream();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The bytes of a request; the body may be empty. */
    static byte[] request(String method, String target, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String type = body.isEmpty()
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n";
        byte[] head = (method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + type + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }

    /** Sends a request and reads its whole answer, which stays until the next one. Returns the status. */
    int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int head = -1;
        int seen = 0;
        while (head < 0) {
            fill();
            head = endOfHead(seen);
            seen = Math.max(0, filled - 3);
        }
        bodyStart = head;
        bodyLength = contentLength(head);
        if (bodyLength < 0) {
            bodyLength = joinChunks(head);
        } else {
            fill(head + bodyLength);
        }
        return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = input.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += read;
    }

    private void fill(int end) throws IOException {
        while (filled < end) {
            fill();
        }
    }

    /** Brings the parts of an answer together, whose length was not known when it began. Returns the length. */
    private int joinChunks(int head) throws IOException {
        int end = head;
        int at = head;
        int size = -1;
        while (size != 0) {
            size = 0;
            fill(at + 1);
            while (buffer[at] != '\r') {
                size = size * 16 + Character.digit(buffer[at], 16);
                at++;
                fill(at + 1);
            }
            at += 2;
            fill(at + size + 2);
            System.arraycopy(buffer, at, buffer, end, size);
            at += size + 2;
            end += size;
        }
        return end - head;
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private int contentLength(int head) {
        for (int i = 0; i + LENGTH.length < head; i++) {
            if (buffer[i] == '\n' && isLength(i + 1)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; buffer[at] != '\r'; at++) {
                    length = buffer[at] == ' ' ? length : length * 10 + buffer[at] - '0';
                }
                return length;
            }
        }
        return -1;
    }

    private boolean isLength(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((buffer[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    int bodyLength() {
        return bodyLength;
    }

    /** The body of the last answer. */
    String body() {
        return new String(buffer, bodyStart, bodyLength, StandardCharsets.UTF_8);
    }

    /** The head of the last answer. */
    String head() {
        return new String(buffer, 0, bodyStart, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
