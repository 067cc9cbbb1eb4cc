package io.ticketkit.llm;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server that does to a connection what no HTTP server would. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> accepted = Collections.synchronizedList(new ArrayList<>());

    RawServer(Behaviour behaviour) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                Socket socket = listening.accept();
                accepted.add(socket);
                start(() -> behaviour.on(socket));
            }
        });
    }

    interface Behaviour {
        void on(Socket socket) throws IOException, InterruptedException;
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Action action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (IOException | InterruptedException e) {
                        // the test is over
                    }
                },
                "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://localhost:" + listening.getLocalPort();
    }

    int connections() {
        return accepted.size();
    }

    /** Reads a whole request with a Content-Length. */
    static void readRequest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        for (String line : head.toString().lines().toList()) {
            if (line.startsWith("Content-Length: ")) {
                in.readNBytes(Integer.parseInt(line.substring(16)));
            }
        }
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        synchronized (accepted) {
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }
}
