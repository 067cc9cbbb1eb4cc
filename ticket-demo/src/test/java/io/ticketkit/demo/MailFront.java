package io.ticketkit.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Stands before a mail server, ends TLS there, and remembers what came over the wire as everybody could read it. */
final class MailFront implements AutoCloseable {
    enum Security {
        /** Encrypted from the beginning. */
        TLS,
        /** Encrypted after a word in clear. */
        STARTTLS,
        NONE
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Thread> serving = new CopyOnWriteArrayList<>();
    private final int server;
    private final Security security;
    private final SSLSocketFactory tls;

    /** Before a server on a port of this machine, which it reaches in clear. */
    MailFront(int server, Security security, SSLSocketFactory tls) throws IOException {
        this.server = server;
        this.security = security;
        this.tls = tls;
        start(() -> {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                serving.add(start(() -> serve(client)));
                connections.incrementAndGet();
            }
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** What clients said before TLS began, or all of it where there is none; waits until they have hung up. */
    String heard() throws InterruptedException {
        for (Thread each : serving) {
            each.join(60_000);
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private interface Task {
        void run() throws IOException;
    }

    /** Until somebody hangs up. */
    private Thread start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // the other side has gone, or refused the certificate
                    }
                },
                "mail-front");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serve(Socket client) throws IOException {
        try (client;
                Socket target = new Socket(InetAddress.getLoopbackAddress(), server)) {
            open.add(target);
            if (security == Security.NONE) {
                start(() -> copy(target, client, false));
                copy(client, target, true);
                return;
            }
            if (security == Security.STARTTLS) {
                upgrade(client);
                // the greeting was said already
                line(target.getInputStream());
            }
            SSLSocket encrypted = (SSLSocket) tls.createSocket(client, null, true);
            encrypted.startHandshake();
            start(() -> copy(target, encrypted, false));
            copy(encrypted, target, false);
        }
    }

    private void upgrade(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write("220 front\r\n".getBytes(StandardCharsets.US_ASCII));
        String said = line(client.getInputStream());
        while (!said.startsWith("STARTTLS")) {
            out.write("250-front\r\n250 STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
            said = line(client.getInputStream());
        }
        out.write("220 go\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next == -1) {
                throw new IOException("hung up");
            }
            heard.write(next);
            line.append((char) next);
        }
        return line.toString();
    }

    private void copy(Socket from, Socket to, boolean inClear) throws IOException {
        byte[] some = new byte[8192];
        try (from;
                to) {
            for (int count = from.getInputStream().read(some);
                    count >= 0;
                    count = from.getInputStream().read(some)) {
                if (inClear) {
                    heard.write(some, 0, count);
                }
                to.getOutputStream().write(some, 0, count);
                to.getOutputStream().flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
