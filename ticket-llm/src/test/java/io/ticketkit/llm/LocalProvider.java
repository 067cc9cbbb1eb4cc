package io.ticketkit.llm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real HTTP server on this machine that says what it is told to, the last of it again and again. */
final class LocalProvider implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final MockWebServer server = new MockWebServer();
    private final Deque<MockResponse> next = new ArrayDeque<>();
    private final boolean tls;

    LocalProvider() throws IOException {
        this(List.of(Protocol.HTTP_1_1));
    }

    LocalProvider(List<Protocol> protocols) throws IOException {
        this(protocols, null);
    }

    /** Over TLS, with that certificate. */
    LocalProvider(HandshakeCertificates certificates) throws IOException {
        this(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1), certificates);
    }

    private LocalProvider(List<Protocol> protocols, @Nullable HandshakeCertificates certificates) throws IOException {
        tls = certificates != null;
        if (certificates != null) {
            server.useHttps(certificates.sslSocketFactory());
        }
        server.setProtocols(protocols);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                synchronized (next) {
                    return next.size() > 1 ? next.removeFirst() : next.getFirst();
                }
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    String url() {
        return (tls ? "https" : "http") + "://localhost:" + server.getPort();
    }

    LocalProvider says(int status, String body, String... headers) {
        return says(new MockResponse.Builder()
                .code(status)
                .headers(Headers.of(headers))
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build());
    }

    LocalProvider says(MockResponse response) {
        synchronized (next) {
            next.add(response);
        }
        return this;
    }

    LocalProvider saysNothing() {
        return says(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
    }

    int requests() {
        return server.getRequestCount();
    }

    RecordedRequest taken() throws InterruptedException {
        RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    /** The body of the oldest request not taken yet. */
    JsonNode takenBody() throws InterruptedException {
        return body(taken());
    }

    static JsonNode body(RecordedRequest request) {
        ByteString body = request.getBody();
        return MAPPER.readTree(body == null ? "null" : body.utf8());
    }

    static String quote(String text) {
        return MAPPER.writeValueAsString(text);
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    /** A port nobody listens on. */
    static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
