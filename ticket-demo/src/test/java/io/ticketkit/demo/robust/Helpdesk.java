package io.ticketkit.demo.robust;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ticketkit.demo.testing.ModelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A helpdesk and a language model behind a real HTTP server, that remember what they were asked and told. */
final class Helpdesk implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern NUMBER = Pattern.compile("QX(\\d+)XQ");

    /** How often the model was asked about a ticket. */
    final Map<Integer, Integer> calls = new ConcurrentHashMap<>();
    /** How often a note came, by ticket and key. */
    final Map<String, Map<String, Integer>> notes = new ConcurrentHashMap<>();

    final Map<String, String> tags = new ConcurrentHashMap<>();
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger answered = new AtomicInteger();

    private final int tickets;
    private final int latency;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Helpdesk(int tickets, int latency) throws IOException {
        this.tickets = tickets;
        this.latency = latency;
        // else its answers wait for the client's acknowledgement; works unless this process had a server before
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/v1/", this::model);
        server.createContext("/tickets", this::page);
        server.createContext("/found/", this::found);
        server.start();
    }

    static String title(int number) {
        return "Question QX" + number + "XQ";
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void model(HttpExchange exchange) throws IOException {
        Matcher number = NUMBER.matcher(body(exchange));
        if (number.find()) {
            calls.merge(Integer.parseInt(number.group(1)), 1, Integer::sum);
        }
        begun.incrementAndGet();
        try {
            Thread.sleep(latency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        answered.incrementAndGet();
        answer(exchange, ModelServer.openAi("\"content\":" + ModelServer.quoted(ModelServer.VERDICT), "stop"));
    }

    /** The query is where it begins and how many. */
    private void page(HttpExchange exchange) throws IOException {
        String[] query = exchange.getRequestURI().getQuery().split("-", -1);
        int from = Integer.parseInt(query[0]);
        int end = Math.min(tickets, from + Integer.parseInt(query[1]));
        String list = IntStream.range(from, end)
                .mapToObj(i -> "{\"id\":\"h-" + i + "\",\"subject\":\"" + title(i)
                        + "\",\"text\":\"I cannot get in since this morning.\"}")
                .collect(Collectors.joining(","));
        answer(exchange, "{\"tickets\":[" + list + "],\"cursor\":\"" + end + "\",\"more\":" + (end < tickets) + "}");
    }

    private void found(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring("/found/".length());
        JsonNode found = JSON.readTree(body(exchange));
        tags.put(id, found.get("tags").toString());
        notes.computeIfAbsent(id, key -> new ConcurrentHashMap<>())
                .merge(found.get("key").asString(), 1, Integer::sum);
        answer(exchange, "{}");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
