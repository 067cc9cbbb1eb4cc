package io.ticketkit.demo.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A real HTTP server in place of a model's provider; says the same again and again until told otherwise. */
public final class ModelServer implements AutoCloseable {
    /** What the model says unless told otherwise: another category than the words of the tests would give. */
    public static final String VERDICT = "{\"rationale\":\"Somebody cannot get in\",\"category\":\"account\","
            + "\"category_confidence\":0.93,\"priority\":\"high\",\"priority_confidence\":0.4,"
            + "\"sentiment\":\"frustrated\",\"urgency\":64,\"title\":\"Cannot get in\"}";

    /** The name a provider tells for the model {@code test-model}. */
    public static final String MODEL = "test-model-2026-11-01";

    /** 120 tokens in, 30 out. */
    public static final String PRICES =
            "{\"test-model\":{\"input_cost_per_token\":0.000001,\"output_cost_per_token\":5e-6}}";

    /** What 120 tokens in and 30 out cost by these. */
    public static final String COST = "0.00027";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile long latency;
    private volatile Behaviour behaviour = exchange -> exchange.sendResponseHeaders(404, -1);

    /** What came in. */
    public record Request(String target, Map<String, List<String>> headers, String body) {}

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    public ModelServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Headers headers = exchange.getRequestHeaders();
            requests.add(new Request(exchange.getRequestURI().toString(), Map.copyOf(headers), body));
            if (latency == 0 || !waitFor(latency)) {
                behaviour.answer(exchange);
            }
        }
    }

    /** The root, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** An address nobody listens at. */
    public static String deadUrl() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Headers: names and values take turns. */
    public ModelServer says(int status, String body, String... headers) {
        return does(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** The chat completion of a server that speaks OpenAI's protocol. */
    public ModelServer completes(String text) {
        return says(200, openAi("\"content\":" + quoted(text), "stop"));
    }

    /** From now on every answer takes so long. */
    public ModelServer takes(Duration time) {
        latency = time.toMillis();
        return this;
    }

    public ModelServer stalls() {
        return does(exchange -> waitForEnd());
    }

    public ModelServer stopsAfterTheHeaders() {
        return does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            waitForEnd();
        });
    }

    /** A byte now and then, for a quarter of an hour. */
    public ModelServer trickles() {
        return does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            for (int i = 0; i < 3000 && !waitFor(300); i++) {
                body.write(' ');
                body.flush();
            }
        });
    }

    private ModelServer does(Behaviour next) {
        behaviour = next;
        return this;
    }

    private void waitForEnd() {
        waitFor(900_000);
    }

    private boolean waitFor(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public static String openAi(String message, String finish) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1750000000,\"model\":\"" + MODEL
                + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"," + message
                + "},\"logprobs\":null,\"finish_reason\":\"" + finish + "\"}],\"usage\":{\"prompt_tokens\":120,"
                + "\"completion_tokens\":30,\"total_tokens\":150}}";
    }

    public static String gemini(String text) {
        return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":" + quoted(text)
                + "}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":"
                + "{\"promptTokenCount\":120,\"candidatesTokenCount\":30,\"totalTokenCount\":150},\"modelVersion\":\""
                + MODEL + "\",\"responseId\":\"r-1\"}";
    }

    public static String anthropic(String text) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"" + MODEL
                + "\",\"content\":[{\"type\":\"text\",\"text\":" + quoted(text)
                + "}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":120,"
                + "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":30}}";
    }

    public static String quoted(String text) {
        return new JsonMapper().writeValueAsString(text);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
