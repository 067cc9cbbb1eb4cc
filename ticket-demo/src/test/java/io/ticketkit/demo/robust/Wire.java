package io.ticketkit.demo.robust;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection, kept alive, over which anything can be sent: also what no HTTP library lets through. */
final class Wire implements AutoCloseable {
    /** Only against hanging for ever: far above what any answer takes, also on a busy machine. */
    private static final int HANG_MILLIS = 60_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream input;

    Wire(int port) {
        this.port = port;
    }

    /** Sends a request and reads its answer; a body goes as JSON unless the headers name another type. */
    Reply call(String method, String target, @Nullable String body, String... headers) throws IOException {
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder();
        if (body != null) {
            String type = List.of(headers).contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
            head.append(type).append("Content-Length: ").append(content.length).append("\r\n");
        }
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        send(head(method, target, head.toString()));
        send(content);
        return read(method.equals("HEAD"));
    }

    /** The lines up to the body; the headers each end in a line break. */
    byte[] head(String method, String target, String headers) {
        String host = headers.startsWith("Host:") ? "" : "Host: 127.0.0.1:" + port + "\r\n";
        return (method + " " + target + " HTTP/1.1\r\n" + host + headers + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    void send(byte[] bytes) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = connect();
        }
        open.getOutputStream().write(bytes);
    }

    /**
     * Sends bytes and reads the final answer. A server may close a connection that is kept alive between two requests,
     * and does so after a broken one: then they are sent again over a new one. It may also close a new one after a broken
     * request of which it has not read all, and what it answered is lost with it (RFC 9112, section 9.6): that is sent
     * once more, and counted; what is never answered fails again.
     */
    Reply exchange(byte[] bytes, boolean head, AtomicLong lost) throws IOException {
        boolean fresh = socket == null;
        try {
            return sendAndRead(bytes, head);
        } catch (IOException e) {
            close();
        }
        if (!fresh) {
            try {
                return sendAndRead(bytes, head);
            } catch (IOException e) {
                close();
            }
        }
        lost.incrementAndGet();
        return sendAndRead(bytes, head);
    }

    private Reply sendAndRead(byte[] bytes, boolean head) throws IOException {
        try {
            send(bytes);
        } catch (IOException e) {
            // it may have answered, and closed, before it had read everything
        }
        Reply reply = read(head);
        while (reply.status() < 200) {
            reply = read(head);
        }
        return reply;
    }

    private Socket connect() throws IOException {
        Socket open = new Socket();
        open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), HANG_MILLIS);
        open.setSoTimeout(HANG_MILLIS);
        open.setTcpNoDelay(true);
        input = new BufferedInputStream(open.getInputStream(), 16_384);
        socket = open;
        return open;
    }

    /** The next answer; interim ones are answers too. */
    Reply read(boolean withoutBody) throws IOException {
        InputStream in = input;
        if (in == null) {
            throw new IllegalStateException("nothing was sent");
        }
        String statusLine = line(in);
        if (!statusLine.startsWith("HTTP/1.1 ")) {
            throw new IOException("not an answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        boolean empty = withoutBody || status < 200 || status == 204 || status == 304;
        Reply reply = new Reply(status, headers, empty ? new byte[0] : body(in, headers));
        if (reply.closes()) {
            close();
        }
        return reply;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (length != null) {
            return in.readNBytes(Integer.parseInt(length));
        } else if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = size(in); size > 0; size = size(in)) {
            all.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return all.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // gone already
        }
        socket = null;
    }
}
