package io.ticketkit.demo.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What no well-behaved HTTP client would send: bytes on a socket, and all that comes back. */
record Raw(int status, String head, String body) {
    static Raw send(String url, String request) {
        return send(url, request.getBytes(StandardCharsets.UTF_8));
    }

    /** The request must ask for the connection to be closed. */
    static Raw send(String url, byte[] request) {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            return of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the headers that every request needs, and some lines more. */
    static Raw request(String url, String requestLine, String... headers) {
        StringBuilder text = new StringBuilder(requestLine).append(" HTTP/1.1\r\nConnection: close\r\n");
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            text.append("Host: ").append(URI.create(url).getAuthority()).append("\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return send(url, text.append("\r\n").toString());
    }

    private static Raw of(String answer) {
        String[] parts = answer.split("\r\n\r\n", 2);
        return new Raw(Integer.parseInt(answer.split(" ", 3)[1]), parts[0], parts[1]);
    }

    Optional<String> header(String name) {
        String wanted = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
                .map(line -> line.substring(wanted.length()).strip())
                .findFirst();
    }
}
