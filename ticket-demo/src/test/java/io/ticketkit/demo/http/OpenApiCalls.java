package io.ticketkit.demo.http;

import io.ticketkit.StorageUnavailableException;
import io.ticketkit.demo.http.OpenApiDocument.Operation;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.RunningDemo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls everything that is described, rightly and in every wrong way, and keeps what comes back. */
final class OpenApiCalls {
    private static final String TICKETS = "/api/tickets/";
    private static final String LONG = "x".repeat(600);
    private static final String LARGE = "{\"description\":\"" + "x".repeat(1 << 20) + "\"}";

    private final OpenApiDocument document;
    private final List<Operation> operations;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Client client = new Client("");

    OpenApiCalls(OpenApiDocument document) {
        this.document = document;
        this.operations = document.operations();
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    /** What the document says of requests and is not so. */
    List<String> problems() {
        return problems;
    }

    void makeAll() {
        try (RunningDemo demo = RunningDemo.h2()) {
            client = demo.client();
            fillTwice();
            String id = created(
                    document.requestExamples(operation("createTicket")).get(0).toString());
            operations.forEach(operation -> examples(operation, id));
            operations.forEach(operation -> wrong(operation, id));
            pages(id);
            conflicts(id);
            otherMethods(id);
            expect(204, send("DELETE", TICKETS + id + "/", null));
        }
        failing(new IllegalStateException("provoked by a test"), "127.0.0.1", 500);
        failing(new StorageUnavailableException(null), "127.0.0.1", 503);
        failing(new IllegalStateException("not reached"), "elsewhere.test", 400);
    }

    private Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The call as described: a path without {} before one with. */
    private Operation operation(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.fits(path))
                .min(Comparator.comparing(operation -> operation.path().contains("{")))
                .orElseThrow(() -> new IllegalArgumentException("not described: " + method + " " + path));
    }

    private Exchange send(String method, String path, @Nullable String body, String... headers) {
        Client.Answer answer = client.send(method, path, body, headers);
        String request = Stream.of(method, path, body == null ? "" : body, String.join(" ", headers))
                .map(part -> part.length() > 200 ? part.substring(0, 200) + "…" : part)
                .collect(Collectors.joining(" "))
                .strip();
        Exchange exchange = Exchange.of(operation(method, path.split("\\?", 2)[0]), request, answer);
        exchanges.add(exchange);
        return exchange;
    }

    /** With the first example as the body. */
    private Exchange send(Operation operation, String id, String... headers) {
        return send(operation.method(), path(operation, id), body(operation), headers);
    }

    private static String path(Operation operation, String id) {
        return operation.path().replace("{id}", id);
    }

    private @Nullable String body(Operation operation) {
        return document.requestExamples(operation).stream()
                .findFirst()
                .map(JsonNode::toString)
                .orElse(null);
    }

    private Exchange expect(int status, Exchange exchange) {
        if (exchange.status() != status) {
            problems.add("not " + status + ": " + exchange);
        }
        return exchange;
    }

    private String created(String body, String... headers) {
        return expect(201, send("POST", TICKETS, body, headers))
                .json()
                .path("id")
                .asString();
    }

    private void fillTwice() {
        expect(201, send("POST", "/api/samples/", null));
        expect(409, send("POST", "/api/samples/", null));
    }

    /** What the document shows as examples is accepted. */
    private void examples(Operation operation, String id) {
        int success = operation.has(201) ? 201 : 200;
        for (JsonNode example : document.requestExamples(operation)) {
            expect(success, send(operation.method(), path(operation, id), example.toString()));
        }
        if (operation.reads() || operation.path().matches(".*/(close|reopen)/")) {
            expect(success, send(operation, id));
        }
        List<String> all = new ArrayList<>();
        for (JsonNode parameter : queryParameters(operation)) {
            if (parameter.has("example")) {
                JsonNode example = parameter.path("example");
                String query = (example.isArray() ? example.valueStream() : Stream.of(example))
                        .map(value -> parameter.path("name").asString() + "=" + encoded(value.asString()))
                        .collect(Collectors.joining("&"));
                expect(200, send("GET", path(operation, id) + "?" + query, null));
                all.add(query);
            }
        }
        if (!all.isEmpty()) {
            expect(200, send("GET", path(operation, id) + "?" + String.join("&", all), null));
        }
    }

    private static List<JsonNode> queryParameters(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void wrong(Operation operation, String id) {
        if (operation.path().contains("{id}")) {
            expect(404, send(operation, "999999999"));
            expect(404, send(operation, "none"));
        }
        if (!operation.reads()) {
            expect(403, send(operation, id, "Origin", "https://elsewhere.test"));
        }
        if (!operation.reads() && operation.path().contains("{id}")) {
            Exchange late = send(operation, id, "If-Match", "\"999\"");
            expect(operation.takes("If-Match") ? 412 : 200, late);
        }
        if (operation.takes("If-None-Match")) {
            String tag = send(operation, id).headers().getOrDefault("ETag", "");
            String withoutSlash = path(operation, id).replaceFirst("/$", "");
            expect(304, send("GET", withoutSlash, null, "If-None-Match", tag));
        }
        wrongParameters(operation, id);
        if (operation.node().has("requestBody")) {
            wrongBodies(operation, path(operation, id));
        } else if (operation.has(415)) {
            wrongAsAWhole(operation, path(operation, id));
        }
    }

    /** Each is read: nonsense in it is refused, and it is named. */
    private void wrongParameters(Operation operation, String id) {
        for (JsonNode parameter : queryParameters(operation)) {
            String name = parameter.path("name").asString();
            named(expect(400, send("GET", path(operation, id) + "?" + name + "=" + LONG, null)), Set.of(name));
        }
    }

    private void wrongAsAWhole(Operation operation, String path) {
        expect(413, send(operation.method(), path, LARGE));
        expect(415, send(operation.method(), path, "{}", "Content-Type", "text/plain"));
        expect(400, send(operation.method(), path, "{\"description\":"));
        expect(400, send(operation.method(), path, "[]"));
    }

    private void wrongBodies(Operation operation, String path) {
        wrongAsAWhole(operation, path);
        JsonNode schema = document.resolved(document.requestSchema(operation));
        ObjectNode nonsense = OpenApiDocument.MAPPER.createObjectNode();
        schema.path("properties").propertyNames().forEach(nonsense::putObject);
        named(expect(400, send(operation.method(), path, nonsense.toString())), Set.copyOf(nonsense.propertyNames()));
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(field -> required.add(field.asString()));
        if (!required.isEmpty()) {
            named(expect(400, send(operation.method(), path, "{}")), required);
        }
    }

    private void named(Exchange exchange, Set<String> names) {
        if (exchange.status() == 400
                && !Set.copyOf(exchange.json().propertyNames()).equals(names)) {
            problems.add("not " + names + ": " + exchange);
        }
    }

    private void pages(String id) {
        for (String list : List.of(TICKETS, TICKETS + id + "/history/", TICKETS + id + "/runs/")) {
            Exchange first = expect(200, send("GET", list + "?limit=1", null));
            String link =
                    first.headers().getOrDefault("Link", "<http://none/>").replaceFirst("^<http://[^/]+(.+)>.*", "$1");
            expect(200, send("GET", link, null));
        }
        Exchange counted = expect(200, send("GET", TICKETS + "?paginate=true&limit=1", null));
        String next = counted.json().path("next").asString("");
        expect(200, send("GET", next.replaceFirst("^http://[^/]+", ""), null));
    }

    private void conflicts(String id) {
        expect(200, send("POST", TICKETS + id + "/close/", null));
        String text = "\"title\":\"Again\",\"description\":\"It is not solved.\"";
        expect(409, send("PATCH", TICKETS + id + "/", "{\"status\":\"in_progress\"}"));
        expect(409, send("PUT", TICKETS + id + "/", "{" + text + ",\"status\":\"in_progress\"}"));
        String[] key = {"Idempotency-Key", "key-1"};
        String first = created("{" + text + "}", key);
        if (!created("{" + text + "}", key).equals(first)) {
            problems.add("an Idempotency-Key created two tickets");
        }
        expect(422, send("POST", TICKETS, "{" + text + ",\"tags\":[\"other\"]}", key));
    }

    /** What the head of the document says of HEAD, OPTIONS and other methods. */
    private void otherMethods(String id) {
        Map<String, Set<String>> methods = new HashMap<>();
        operations.forEach(operation -> {
            Set<String> allowed =
                    methods.computeIfAbsent(path(operation, id), path -> new TreeSet<>(Set.of("OPTIONS")));
            allowed.addAll(operation.reads() ? Set.of("GET", "HEAD") : Set.of(operation.method()));
        });
        JsonNode detail = document.root().at("/components/schemas/Detail");
        methods.forEach((path, allowed) -> Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                .filter(method -> !allowed.contains(method) || method.equals("HEAD") || method.equals("OPTIONS"))
                .forEach(method -> {
                    Client.Answer answer = client.send(method, path, null);
                    boolean described = allowed.contains(method);
                    int status = !described ? 405 : method.equals("HEAD") ? 200 : 204;
                    Set<String> named = Set.of(answer.header("Allow").orElse("").split(", "));
                    boolean body = !answer.text().isEmpty();
                    if (answer.status() != status
                            || (status != 200 && !named.equals(allowed))
                            || body != (status == 405 && !method.equals("HEAD"))
                            || (body
                                    && !document.problems(detail, answer.json()).isEmpty())) {
                        problems.add(method + " " + path + ", allowed " + allowed + ": " + answer + named);
                    }
                }));
    }

    /** A server whose library does nothing but fail. */
    private void failing(RuntimeException failure, String host, int status) {
        failure.setStackTrace(new StackTraceElement[0]);
        Settings settings = Settings.of(Map.of("TICKET_PORT", "0", "TICKET_ALLOWED_HOSTS", host));
        try (WebServer server = new WebServer(settings, FailingService.with(failure), () -> false, count -> {})) {
            client = new Client("http://127.0.0.1:" + server.start());
            operations.stream()
                    .filter(operation -> operation.has(status))
                    .forEach(operation -> expect(status, send(operation, "1")));
        }
    }
}
