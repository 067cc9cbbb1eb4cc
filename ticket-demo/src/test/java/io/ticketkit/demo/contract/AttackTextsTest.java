package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.http.OpenApiDocument;
import io.ticketkit.demo.http.OpenApiDocument.Operation;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.users.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Texts that would be SQL, headers, paths or log lines if somebody put them together carelessly. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class AttackTextsTest extends AttackContract {
    private static final List<String> SQL = List.of(
            "' or '1'='1",
            "1; drop table ticket; --",
            "') union select password_hash from demo_user --",
            "created_at; update demo_user set role='admin'",
            "\\'; delete from demo_user; --",
            "1) or pg_sleep(5)=pg_sleep(0",
            "%' escape '%");

    private final OpenApiDocument document = new OpenApiDocument();

    AttackTextsTest(DemoOn demo) {
        super(demo);
    }

    /** All but what a call of the attacker's may add to. */
    private Map<String, List<String>> accounts() {
        Map<String, List<String>> tables = tables();
        assertThat(tables).hasSizeGreaterThan(15);
        tables.keySet().removeIf(name -> !name.toLowerCase(Locale.ROOT).startsWith("demo_"));
        return tables;
    }

    private Map<String, List<String>> all() {
        Map<String, List<String>> tables = tables();
        // handlers empty it meanwhile
        tables.keySet().removeIf(name -> name.equalsIgnoreCase("ticket_outbox"));
        return tables;
    }

    /** By an agent, and by an admin, to whom no call is closed before it has looked at the text. */
    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"AGENT", "ADMIN"})
    void sqlInQueriesAndPathsFindsNothingAndChangesNothing(Role role) {
        Client caller = demo.person(role).client();
        String secret = unused();
        made(caller.post(TICKETS, json("title", "Mine " + secret, "description", "d")));
        Map<String, List<String>> before = all();
        List<String> problems = new ArrayList<>();
        int tried = 0;
        for (Operation operation : document.operations()) {
            if (!operation.reads()) {
                continue;
            }
            boolean inPath = operation.path().contains("{");
            for (String called : inPath ? pathsWithSql(operation) : queriesWithSql(operation)) {
                // any text may be the name of a person, of whom nothing is known then
                boolean found = !inPath || (role == Role.ADMIN && called.startsWith("/api/privacy/"));
                List<Integer> statuses = found ? List.of(200, 304, 400, 403, 404) : List.of(400, 403, 404);
                problems.addAll(problems(called, caller.get(called), statuses, secret, "argon2"));
                tried++;
            }
        }
        assertThat(problems).isEmpty();
        assertThat(tried).isGreaterThan(400);
        assertThat(all()).isEqualTo(before);
        log.assertSaysNone("drop table", "union select", secret);
    }

    private static List<String> pathsWithSql(Operation operation) {
        return SQL.stream()
                .map(sql -> operation.path().replaceAll("\\{.+?}", encoded(sql).replace("+", "%20")))
                .toList();
    }

    private static List<String> queriesWithSql(Operation operation) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : operation.parameters()) {
            if (parameter.path("in").asString().equals("query")) {
                names.add(parameter.path("name").asString());
            }
        }
        Stream<String> known = names.stream()
                .flatMap(name -> SQL.stream().map(sql -> operation.path() + "?" + name + "=" + encoded(sql)));
        Stream<String> any = Stream.of("cursor", "ordering", "search", "limit")
                .map(name -> operation.path() + "?" + name + "=" + encoded(SQL.get(0)));
        return Stream.concat(known, any).toList();
    }

    /** Stored as it is, or refused; never run. */
    @Test
    void sqlInBodiesIsText() {
        Client agent = demo.person(Role.AGENT).client();
        JsonNode ticket = made(agent.post(TICKETS, json("title", "Mine", "description", "d")));
        Map<String, List<String>> before = accounts();
        List<String> problems = new ArrayList<>();
        for (Operation operation : document.operations()) {
            if (operation.path().startsWith("/api/auth/me")
                    || operation.id().equals("register")
                    || operation.id().equals("mergeTicket")) {
                continue;
            }
            String path = operation
                    .path()
                    .replace("{id}", ticket.get("id").asString())
                    .replaceAll("\\{.+?}", "1");
            for (JsonNode example :
                    document.requestExamples(operation).stream().limit(1).toList()) {
                for (String field : example.propertyNames()) {
                    for (String sql : SQL.subList(0, 4)) {
                        ObjectNode body = example.deepCopy().asObject();
                        body.put(field, sql);
                        problems.addAll(problems(
                                operation + " " + field,
                                agent.send(operation.method(), path, body.toString()),
                                List.of(200, 201, 204, 400, 401, 403, 404, 409, 422, 429),
                                "argon2"));
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(accounts()).isEqualTo(before);
        for (String sql : SQL) {
            JsonNode made = made(agent.post(TICKETS, json("title", sql, "description", sql, "tags", List.of(sql))));
            JsonNode read = ok(agent.get(path(made)));
            assertThat(read.get("title").asString()).isEqualTo(sql);
            assertThat(ids(ok(agent.get(TICKETS + "?tag=" + encoded(sql)))))
                    .contains(made.get("id").asLong());
        }
    }

    @Test
    void nobodyGetsRightsByNamingThem() {
        Person eve = demo.person(Role.REQUESTER);
        String email = eve.email();
        for (String path : List.of("/api/auth/me/", "/api/auth/register/")) {
            for (String field : List.of(
                    "role",
                    "roles",
                    "is_staff",
                    "admin",
                    "token_version",
                    "id",
                    "email",
                    "created_at",
                    "password_hash",
                    "__proto__")) {
                ObjectNode body = OBJECTS.objectNode()
                        .put("name", "Eve")
                        .put("password", path.contains("me") ? null : Person.PASSWORD)
                        .put("email", unused() + "@example.com");
                if (path.contains("me")) {
                    body.remove("password");
                }
                body.put(field, field.equals("email") ? unused() + "@example.com" : "admin");
                Answer answer = path.contains("me")
                        ? eve.client().patch(path, body.toString())
                        : client.post(path, body.toString());
                assertThat(answer.status()).as(field + answer).isIn(200, 201, 400, 429);
            }
        }
        JsonNode me = ok(eve.client().get("/api/auth/me/"));
        assertThat(me.get("role").asString()).isEqualTo("requester");
        assertThat(me.get("email").asString()).isEqualTo(email);
        assertThat(accounts().values().stream().flatMap(List::stream).filter(row -> row.contains("Eve")))
                .isNotEmpty()
                .allMatch(row -> row.contains("|requester|"));
    }

    private static final JsonNodeFactory OBJECTS = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..\\..\\windows\\win.ini",
                "/etc/passwd",
                "C:\\x.txt",
                "a\u0000.txt",
                "a\r\nSet-Cookie: x=y",
                "x\"; filename=\"evil.html",
                "%2e%2e%2fpasswd",
                "....//passwd",
                "\u202egpj.exe",
            })
    void aFileNameIsNeitherAPathNorAHeader(String name) {
        Client agent = demo.person(Role.AGENT).client();
        JsonNode ticket = made(agent.post(TICKETS, json("title", "t", "description", "d")));
        Answer answer = agent.upload(
                path(ticket) + "attachments/",
                name.replace("\"", "\\\""),
                "text/plain",
                "x".getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 201) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            log.assertRefused(answer, "invalid_request");
            return;
        }
        assertThat(answer.json().get("name").asString()).doesNotContain("/", "\\", "\0", "\r", "\n");
        String path = path(ticket) + "attachments/" + answer.json().get("id") + "/";
        Answer file = agent.get(path);
        assertThat(file.text()).isEqualTo("x");
        assertThat(file.header("Set-Cookie")).isEmpty();
        assertThat(file.header("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"[^\"\\\\/\\p{Cntrl}]*\"; filename\\*=UTF-8''[^\"/\\\\\\s;]*");
        assertThat(file.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.header("Content-Security-Policy").orElse("")).contains("sandbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../page/index.html",
                "/assets/..%2findex.html",
                "/assets/%2e%2e/index.html",
                "/assets/..%5cindex.html",
                "/assets/..\\index.html",
                "/assets/%00",
                "/assets/app.js%00.html",
                "/assets//../../db/h2/V1__users.sql",
                "/assets/..;/index.html",
                "/..%2f..%2fetc/passwd",
                "/webjars/..%2f..%2flogback.xml",
                "/webjars/../../logback.xml",
                "/assets/%c0%ae%c0%ae/index.html",
                "/assets/%252e%252e/index.html",
                "file:///etc/passwd",
                "/assets/",
                "/webjars/",
            })
    void noPathLeadsOutOfTheFilesThatAreServed(String path) {
        Raw answer = Raw.request(demo.url(), "GET " + path);
        assertThat(answer.status()).as(answer.head()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("<html", "create table", "root:", "appender");
        assertThat(log.refusals()).anyMatch(line -> line.startsWith("refused status=" + answer.status()));
        log.assertSaysNone("passwd", "index.html", "logback.xml");
    }

    /** What is sent comes into no header of an answer, and into no line of the log. */
    @Test
    void lineBreaksEndNothing() {
        Person agent = demo.person(Role.AGENT);
        String evil = "x\r\nX-Evil: 1\r\n\r\nrefused status=200 reason=forged";
        JsonNode ticket = made(agent.client().post(TICKETS, json("title", evil, "description", evil)));
        Stream.of(
                        agent.client().get(TICKETS + "?limit=1&search=" + encoded(evil)),
                        agent.client().get(TICKETS + "?status=" + encoded(evil)),
                        agent.client().get("/api/" + encoded(evil).replace("+", "%20")),
                        agent.client().get("/api/tickets/" + encoded(evil).replace("+", "%20") + "/"),
                        agent.client().patch(path(ticket), json("status", evil)),
                        client.post("/api/auth/login/", json("email", evil, "password", evil)))
                .forEach(answer -> {
                    assertThat(answer.header("X-Evil")).isEmpty();
                    assertThat(answer.status()).isNotEqualTo(500);
                });
        Raw method = Raw.request(demo.url(), "GET%0arefused /api/tickets/");
        assertThat(method.status()).isIn(400, 404, 405, 501);
        assertThat(log.refusals())
                .allMatch(line -> line.matches("refused [\\x20-\\x7e]*") && !line.contains("reason=forged"));
        log.assertSaysNone("X-Evil");
    }
}
