package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.RefusalLog;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hundreds of sockets that send their bodies byte by byte: others are answered as ever. */
class SlowSocketsTest {
    private static final int SOCKETS = 300;
    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final String JSON = "{\"title\":\"A question\",\"description\":\"Where is it?\"}";

    /** As many threads as a server has, and more, would each wait for one of these. */
    private static final class Tricklers implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();
        private volatile boolean closed;
        private final Thread thread = new Thread(this::trickle, "tricklers");

        Tricklers(String url, String path, IntFunction<String> headers) throws IOException {
            URI uri = URI.create(url);
            for (int i = 0; i < SOCKETS; i++) {
                Socket socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort());
                sockets.add(socket);
                socket.setSoTimeout(30_000);
                send(
                        socket,
                        "POST " + path + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                                + headers.apply(i) + "\r\n");
            }
            thread.setDaemon(true);
            thread.start();
        }

        private static void send(Socket socket, String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        private void trickle() {
            try {
                while (!closed) {
                    for (Socket socket : sockets) {
                        try {
                            send(socket, "1\r\n \r\n");
                        } catch (IOException e) {
                            // was cut off
                        }
                    }
                    Thread.sleep(200);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Those that were answered already. */
        List<String> answers() {
            List<String> answers = new ArrayList<>();
            for (Socket socket : sockets) {
                try {
                    InputStream in = socket.getInputStream();
                    if (in.available() > 0) {
                        in.mark(0);
                        answers.add(new String(in.readNBytes(in.available()), StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    // reset: it went on sending
                }
            }
            return answers;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static final Map<String, String> BEHIND_PROXY = Map.of("TICKET_TRUSTED_PROXIES", "127.0.0.1");
    private static final String PROXIED = "198.51.100.7";

    private static void assertOthersAreServed(Client client) {
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("/healthz").status()).isEqualTo(200);
            Client.Answer made = client.post("/api/tickets/", JSON);
            assertThat(made.status()).as(made.toString()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tickets/", "/api/nope/", "/api/tickets/1/attachments/"})
    void ofOneClientMostAreSentAway(String path) throws IOException {
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), new HashMap<>(BEHIND_PROXY));
                RefusalLog log = RefusalLog.open();
                Tricklers tricklers = new Tricklers(demo.url(), path, i -> "X-Forwarded-For: " + PROXIED + "\r\n")) {
            List<String> answers = new ArrayList<>();
            await().atMost(ENOUGH).until(() -> answers.addAll(tricklers.answers()) || answers.size() > 200);
            assertOthersAreServed(demo.client());
            if (path.equals("/api/tickets/")) {
                await().atMost(ENOUGH).until(() -> {
                    answers.addAll(tricklers.answers());
                    return answers.size() > 200;
                });
                assertThat(answers)
                        .allSatisfy(answer -> assertThat(answer)
                                .startsWith("HTTP/1.1 503")
                                .containsIgnoringCase("Retry-After: 10")
                                .containsIgnoringCase("Connection: close"));
                assertThat(log.refusals())
                        .anyMatch(line -> line.contains(
                                "reason=too_many_slow_bodies method=POST route=/api/tickets client=" + PROXIED));
            }
        }
    }

    /** Each from another place: there is a bound for all of them, too. */
    @Test
    void ofManyClientsMostAreSentAway() throws IOException {
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), new HashMap<>(BEHIND_PROXY));
                Tricklers tricklers = new Tricklers(
                        demo.url(), "/api/tickets/", i -> "X-Forwarded-For: 192.0.2." + i % 250 + "\r\n")) {
            List<String> answers = new ArrayList<>();
            await().atMost(ENOUGH).until(() -> {
                answers.addAll(tricklers.answers());
                return answers.size() > 150;
            });
            assertThat(demo.client().get("/healthz").status()).isEqualTo(200);
            // a body that comes a moment after its head is one of too many, too: who tries again as told is served
            await().atMost(ENOUGH)
                    .until(() -> demo.client().post("/api/tickets/", JSON).status() == 201);
        }
    }

    @Test
    void aPlaceIsFreeAgainWhenABodyIsThereOrItsClientGone() throws IOException {
        try (RunningDemo demo = RunningDemo.h2()) {
            for (int round = 0; round < 2; round++) {
                try (Tricklers tricklers = new Tricklers(demo.url(), "/api/tickets/", i -> "")) {
                    await().atMost(ENOUGH).until(() -> !tricklers.answers().isEmpty());
                }
            }
            await().atMost(ENOUGH).until(() -> slowly(demo.url()).startsWith("HTTP/1.1 201"));
        }
    }

    /** A body that takes a moment to come. */
    private static String slowly(String url) throws IOException, InterruptedException {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
            Tricklers.send(
                    socket,
                    "POST /api/tickets/ HTTP/1.1\r\nHost: " + uri.getAuthority()
                            + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                            + JSON.length()
                            + "\r\n\r\n" + JSON.substring(0, 5));
            Thread.sleep(200);
            Tricklers.send(socket, JSON.substring(5));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
