package io.ticketkit.demo.http;

import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketService;
import io.ticketkit.demo.http.OpenApiDocument.Operation;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.demo.testing.ZendeskServer;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.Registration;
import io.ticketkit.demo.users.Users;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** What is there, by the name that paths and bodies have for it. */
    private final Map<String, String> names = new HashMap<>();

    private Client client = new Client("");
    private String token = "";

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
            things(id);
            operations.stream()
                    .filter(operation -> !needsAccounts(operation))
                    .forEach(operation -> examples(operation, id));
            operations.forEach(operation -> wrong(operation, id));
            pages(id);
            conflicts(id);
            otherMethods(id);
            expect(204, send("DELETE", TICKETS + id + "/", null));
        }
        zendesk();
        accounts();
        tooOften();
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
        if (operation.takesForm()) {
            return send(operation.method(), path(operation, id), Form.FILE, Form.typed(headers));
        }
        String query = requiredQuery(operation);
        return send(operation.method(), fresh(operation, path(operation, id)) + query, body(operation), headers);
    }

    private String path(Operation operation, String id) {
        return filled(operation.path().replace("{id}", id));
    }

    private String filled(String path) {
        String filled = path;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        return filled;
    }

    /** With something of its own, where a second such call would find that all is done. */
    private String fresh(Operation operation, String path) {
        if (!names.containsKey("tag")) {
            return path;
        }
        return switch (operation.id()) {
            case "mergeTicket" -> path.replace("/" + names.get("ticket") + "/merge", "/" + ticket() + "/merge");
            case "deleteResponse" -> path.replace("/" + names.get("response") + "/", "/" + response() + "/");
            case "deleteAttachment" ->
                path.replace("attachments/" + names.get("n") + "/", "attachments/" + attachment() + "/");
            case "erasePerson" -> path.replace("/" + names.get("person") + "/", "/nobody/");
            default -> path;
        };
    }

    private String requiredQuery(Operation operation) {
        return queryParameters(operation).stream()
                .filter(parameter -> parameter.path("required").asBoolean(false))
                .map(parameter -> parameter.path("name").asString())
                .map(name -> "?" + name + "=" + names.get(name))
                .collect(Collectors.joining());
    }

    private @Nullable String body(Operation operation) {
        return document.requestExamples(operation).stream()
                .findFirst()
                .map(example -> live(operation, example))
                .orElse(null);
    }

    /** An example, about something that is there. */
    private String live(Operation operation, JsonNode example) {
        ObjectNode body = example.deepCopy().asObject();
        names.forEach((name, value) -> {
            if (body.path(name).isNumber() || body.path(name).isString()) {
                body.put(name, operation.id().equals("linkTicket") ? names.get("other") : value);
            }
        });
        return body.toString();
    }

    /** Something of each kind to be read, changed and removed. */
    private void things(String id) {
        names.put("ticket", id);
        names.put("ticket_id", id);
        names.put("other", ticket());
        names.put("into", names.get("other"));
        names.put("response", response());
        names.put("n", attachment());
        names.put("conversation_id", conversation());
        names.put("person", Settings.USER);
        names.put("tag", "all");
    }

    private String ticket() {
        return created("{\"title\":\"Charged twice\",\"description\":\"Please refund one payment.\"}");
    }

    private String response() {
        String path = TICKETS + names.get("ticket") + "/responses/";
        return expect(201, send("POST", path, "{\"content\":\"We look at it.\"}"))
                .json()
                .path("id")
                .asString();
    }

    private String attachment() {
        String path = TICKETS + names.get("ticket") + "/attachments/";
        return expect(201, send("POST", path, Form.FILE, Form.typed()))
                .json()
                .path("id")
                .asString();
    }

    private String conversation() {
        return expect(201, send("POST", TICKETS + "ai/conversations/", "{}"))
                .json()
                .path("conversation_id")
                .asString();
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
        for (JsonNode example : document.requestExamples(operation)) {
            succeeds(send(operation.method(), fresh(operation, path(operation, id)), live(operation, example)));
        }
        boolean withoutBody = operation.path().matches(".*/(close|reopen|summary)/")
                || (operation.method().equals("DELETE") && !operation.id().equals("eraseTicket"));
        if (operation.reads() || withoutBody || operation.takesForm()) {
            succeeds(send(operation, id));
        }
        List<String> all = new ArrayList<>();
        for (JsonNode parameter : queryParameters(operation)) {
            if (parameter.has("example")) {
                JsonNode example = parameter.path("example");
                String query = (example.isArray() ? example.valueStream() : Stream.of(example))
                        .map(value -> parameter.path("name").asString() + "="
                                + encoded(names.getOrDefault(
                                        parameter.path("name").asString(), value.asString())))
                        .collect(Collectors.joining("&"));
                String others = requiredQuery(operation).replace("?", "&").replace("&" + query, "");
                expect(200, send("GET", path(operation, id) + "?" + query + others, null));
                all.add(query);
            }
        }
        if (!all.isEmpty()) {
            expect(200, send("GET", path(operation, id) + "?" + String.join("&", all), null));
        }
    }

    private void succeeds(Exchange exchange) {
        if (exchange.status() >= 300) {
            problems.add("no success: " + exchange);
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
        for (String name : List.of("response", "n", "other", "conversation_id")) {
            String known = names.getOrDefault(name, "");
            if (operation.path().contains("{" + name + "}")) {
                for (String unknown : List.of("999999999", "none", "11111111-2222-3333-4444-555555555555")) {
                    names.put(name, unknown);
                    expect(404, send(operation.method(), path(operation, id), body(operation)));
                }
            }
            names.put(name, known);
        }
        if (!operation.reads()) {
            expect(403, send(operation, id, "Origin", "https://elsewhere.test"));
        }
        if (!operation.reads() && operation.path().contains("{id}")) {
            Exchange late = send(operation, id, "If-Match", "\"999\"");
            if (operation.takes("If-Match")) {
                expect(412, late);
            } else {
                succeeds(late);
            }
        }
        if (operation.path().contains("{response}") && operation.takes("If-Match")) {
            expect(412, send(operation, id, "If-Match", "\"999\""));
        }
        if (operation.takes("If-None-Match")) {
            String tag = send(operation, id).headers().getOrDefault("ETag", "");
            String withoutSlash = path(operation, id).replaceFirst("/$", "");
            expect(304, send("GET", withoutSlash, null, "If-None-Match", tag));
        }
        wrongParameters(operation, id);
        if (operation.takesForm()) {
            wrongForms(path(operation, id));
        } else if (operation.node().has("requestBody")) {
            wrongBodies(operation, path(operation, id));
        } else if (operation.has(415)) {
            wrongAsAWhole(operation, path(operation, id));
        }
    }

    /** Each is read: nonsense in it is refused, and it is named. */
    private void wrongParameters(Operation operation, String id) {
        for (JsonNode parameter : queryParameters(operation)) {
            String name = parameter.path("name").asString();
            String required = requiredQuery(operation).replace("?", "&").replaceFirst("&" + name + "=.*", "");
            Exchange wrong = send("GET", path(operation, id) + "?" + name + "=" + LONG + required, null);
            if (name.equals("ticket")
                    && !required.equals(requiredQuery(operation).replace("?", "&"))) {
                expect(404, wrong);
            } else {
                named(expect(400, wrong), Set.of(name));
            }
        }
    }

    private void wrongForms(String path) {
        named(expect(400, send("POST", path, Form.WITHOUT_FILE, Form.typed())), Set.of("file", "internal"));
        expect(400, send("POST", path, Form.BROKEN, Form.typed()));
        expect(413, send("POST", path, Form.large(), Form.typed()));
        expect(415, send("POST", path, "{}"));
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
        for (String list :
                List.of(TICKETS, TICKETS + id + "/history/", TICKETS + id + "/runs/", TICKETS + id + "/responses/")) {
            Exchange first = expect(200, send("GET", list + "?limit=1", null));
            String link =
                    first.headers().getOrDefault("Link", "<http://none/>").replaceFirst("^<http://[^/]+(.+)>.*", "$1");
            expect(200, send("GET", link, null));
        }
        for (String list :
                List.of(TICKETS, TICKETS + "responses/", TICKETS + id + "/responses/", TICKETS + id + "/history/")) {
            Exchange counted = expect(200, send("GET", list + "?paginate=true&limit=1", null));
            String next = counted.json().path("next").asString("");
            expect(200, send("GET", next.replaceFirst("^http://[^/]+", ""), null));
        }
    }

    private void conflicts(String id) {
        expect(409, send("DELETE", "/api/privacy/" + Settings.USER + "/", null));
        for (String method : List.of("GET", "DELETE")) {
            expect(400, send(method, "/api/privacy/erased-person/", null));
        }
        expect(200, send("POST", TICKETS + id + "/close/", null));
        String text = text();
        expect(409, send("PATCH", TICKETS + id + "/", "{\"status\":\"in_progress\"}"));
        expect(409, send("PUT", TICKETS + id + "/", "{" + text + ",\"status\":\"in_progress\"}"));
        String[] key = {"Idempotency-Key", "key-1"};
        String first = created("{" + text + "}", key);
        if (!created("{" + text + "}", key).equals(first)) {
            problems.add("an Idempotency-Key created two tickets");
        }
        expect(422, send("POST", TICKETS, "{" + text + ",\"tags\":[\"other\"]}", key));
        conversationConflicts(id);
    }

    private static String text() {
        return "\"title\":\"Again\",\"description\":\"It is not solved.\"";
    }

    private void conversationConflicts(String id) {
        String all = TICKETS + "responses/";
        String content = "\"content\":\"Done.\"";
        for (String path : List.of(all, TICKETS + id + "/responses/")) {
            String body = "{\"ticket\":" + id + "," + content;
            String[] key = {"Idempotency-Key", "key" + path};
            expect(201, send("POST", path, body + "}", key));
            expect(422, send("POST", path, body + ",\"internal\":true}", key));
        }
        expect(412, send("POST", all, "{\"ticket\":" + id + "," + content + "}", "If-Match", "\"999\""));
        expect(412, send("PUT", "/api/settings/", "{}", "If-Match", "\"999\""));
        String none = "{\"ticket\":999999999," + content + ",\"helpful\":true}";
        for (String call : List.of("responses/", "ai/generate-response/", "ai/categorize/", "ai/feedback/")) {
            expect(404, send("POST", TICKETS + call, none));
        }
        expect(404, send("POST", TICKETS + "process/", "{\"ticket_id\":999999999}"));
        expect(404, send("POST", TICKETS + "ai/conversations/", none));
        expect(404, send("POST", TICKETS + "ai/chat/", "{\"conversation_id\":\"none\",\"message\":\"Hello\"}"));
        String chat = names.get("conversation_id");
        expect(200, send("PATCH", TICKETS + "ai/conversations/" + chat + "/", "{\"is_active\":false}"));
        expect(409, send("PATCH", TICKETS + "ai/conversations/" + chat + "/", "{\"is_active\":true}"));
        String hello = "{\"conversation_id\":\"" + chat + "\",\"message\":\"Hello\"}";
        expect(409, send("POST", TICKETS + "ai/chat/", hello));
        String duplicate = ticket();
        expect(200, send("POST", TICKETS + duplicate + "/merge/", "{\"into\":" + id + "}"));
        expect(409, send("POST", TICKETS + duplicate + "/merge/", "{\"into\":" + names.get("other") + "}"));
        expect(409, send("POST", TICKETS + duplicate + "/responses/", "{" + content + "}"));
        expect(409, send("POST", TICKETS + duplicate + "/attachments/", Form.FILE, Form.typed()));
        expect(409, send("POST", all, "{\"ticket\":" + duplicate + "," + content + "}"));
        expect(409, send("PATCH", TICKETS + duplicate + "/", "{\"status\":\"open\"}"));
        expect(409, send("PUT", TICKETS + duplicate + "/", "{" + text() + ",\"status\":\"open\"}"));
        expect(409, send("POST", TICKETS + duplicate + "/reopen/", null));
    }

    /** What the head of the document says of HEAD, OPTIONS and other methods. */
    private void otherMethods(String id) {
        Map<String, Set<String>> methods = new HashMap<>();
        Map<String, String> queries = new HashMap<>();
        operations.forEach(operation -> {
            queries.put(path(operation, id), requiredQuery(operation));
            Set<String> allowed =
                    methods.computeIfAbsent(path(operation, id), path -> new TreeSet<>(Set.of("OPTIONS")));
            allowed.addAll(operation.reads() ? Set.of("GET", "HEAD") : Set.of(operation.method()));
        });
        JsonNode detail = document.root().at("/components/schemas/Detail");
        methods.forEach((path, allowed) -> Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
                .filter(method -> !allowed.contains(method) || method.equals("HEAD") || method.equals("OPTIONS"))
                .forEach(method -> {
                    Client.Answer answer = client.send(method, path + queries.get(path), null);
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

    /** Tickets of Zendesk, and a Zendesk that refuses. */
    private void zendesk() {
        try (ZendeskServer zendesk = new ZendeskServer();
                RunningDemo demo = RunningDemo.on(TestDatabase.h2(), zendesk.settings())) {
            client = demo.client();
            zendesk.addMany(6);
            expect(200, send("POST", TICKETS + "process/", "{\"zendesk_id\":1}"));
            expect(200, send("POST", TICKETS + "process-batch/", "{\"zendesk_ids\":[1,2,3,4,5,6,99,\"none\"]}"));
            zendesk.fails("GET .*", 403);
            expect(502, send("POST", TICKETS + "process/", "{\"zendesk_id\":1}"));
            zendesk.fails("GET .*", 403);
            expect(502, send("POST", TICKETS + "process-batch/", "{\"zendesk_ids\":[1]}"));
            zendesk.fails("GET .*", 429, "Retry-After", "60");
            expect(503, send("POST", TICKETS + "process/", "{\"zendesk_id\":1}"));
        }
    }

    /** A server whose library does nothing but fail. */
    private void failing(RuntimeException failure, String host, int status) {
        failure.setStackTrace(new StackTraceElement[0]);
        names.remove("tag");
        Settings settings = Settings.of(Map.of("TICKET_PORT", "0", "TICKET_ALLOWED_HOSTS", host));
        TicketService tickets = FailingService.with(failure);
        SQLException away =
                status == 503 ? new SQLTransientConnectionException() : new SQLException("provoked by a test");
        try (WebServer server = TestHost.server(settings, actor -> tickets, Optional.empty(), false, away)) {
            client = new Client("http://127.0.0.1:" + server.start());
            operations.stream()
                    .filter(operation -> operation.has(status))
                    .filter(operation -> status < 500 || !isAboutAccounts(operation))
                    .forEach(operation -> expect(status, send(operation, "1")));
        }
    }

    private static boolean isAboutAccounts(Operation operation) {
        return operation.path().startsWith("/api/auth/");
    }

    private static boolean needsAccounts(Operation operation) {
        return isAboutAccounts(operation) && !operation.reads();
    }

    /** Where callers log in: what is answered to whoever has not, to an account, and to whom the role forbids it. */
    private void accounts() {
        names.remove("tag");
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), RunningDemo.AUTH)) {
            Client anybody = demo.client();
            client = anybody;
            operations.stream()
                    .filter(operation -> operation.has(401))
                    .forEach(operation -> expect(401, send(operation, "1")));
            operations.stream()
                    .filter(operation ->
                            needsAccounts(operation) && operation.node().has("security"))
                    .forEach(operation -> examples(operation, "1"));
            expect(400, send(operation("register"), "1"));
            token = expect(200, send(operation("logIn"), "1"))
                    .json()
                    .path("access_token")
                    .asString();
            client = anybody.with("Authorization", "Bearer " + token);
            names.put("ticket", ticket());
            operations.stream()
                    .filter(operation -> operation.reads() && operation.has(403))
                    .forEach(operation -> expect(403, send(operation, names.get("ticket"))));
            examples(operation("readMe"), "1");
            examples(operation("changeMe"), "1");
        }
        accountsAreNotThere(new SQLTransientConnectionException(), 503);
        accountsAreNotThere(new SQLException("provoked by a test"), 500);
    }

    /** The database fails with the accounts in it. */
    private void accountsAreNotThere(SQLException failure, int status) {
        Map<String, String> variables = new HashMap<>(RunningDemo.AUTH);
        variables.put("TICKET_PORT", "0");
        Logins logins = new Logins(
                new Users(FailingDatabase.with(failure), Clock.systemUTC()),
                RunningDemo.SECRET,
                Registration.open(),
                Clock.systemUTC());
        try (WebServer server = TestHost.server(
                Settings.of(variables), actor -> FailingService.with(failure), Optional.of(logins), true)) {
            client = new Client("http://127.0.0.1:" + server.start()).with("Authorization", "Bearer " + token);
            operations.stream()
                    .filter(OpenApiCalls::isAboutAccounts)
                    .forEach(operation -> expect(status, send(operation, "1")));
        }
    }

    private void tooOften() {
        Map<String, String> settings = new HashMap<>(RunningDemo.AUTH);
        settings.put("TICKET_REQUESTS_PER_MINUTE", "1");
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), settings)) {
            client = demo.client();
            client.get("/healthz");
            operations.stream()
                    .filter(operation -> operation.has(429))
                    .forEach(operation -> expect(429, send(operation, "1")));
        }
    }
}
