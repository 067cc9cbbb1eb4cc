package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class SlowBodiesTest {
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void whatTricklesIsCutOff() throws Exception {
        CompletableFuture<String> read = new CompletableFuture<>();
        Server server = serving(read, Duration.ofMillis(300));
        try (Socket socket = connect(server)) {
            OutputStream out = socket.getOutputStream();
            out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
            // each byte comes long before any idle timeout
            for (int i = 0; i < 1_000 && !read.isDone(); i++) {
                out.write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(20);
            }
            assertThat(read.get(20, TimeUnit.SECONDS)).contains("too slowly");
        } finally {
            server.stop();
        }
    }

    @Test
    void whatComesInTimeIsRead() throws Exception {
        CompletableFuture<String> read = new CompletableFuture<>();
        Server server = serving(read, Duration.ofSeconds(60));
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write((HEAD + "1\r\nx\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("x");
        } finally {
            server.stop();
        }
    }

    private static Socket connect(Server server) throws IOException {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static Server serving(CompletableFuture<String> read, Duration longest) throws Exception {
        Server server = new Server(0);
        SlowBodies slow = new SlowBodies(longest, new Crowd(4, 4));
        slow.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                try {
                    read.complete(Content.Source.asString(request));
                } catch (IOException | RuntimeException e) {
                    read.complete(String.valueOf(e));
                }
                callback.succeeded();
                return true;
            }
        });
        server.setHandler(slow);
        server.start();
        return server;
    }
}
