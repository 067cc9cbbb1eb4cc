package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.http.ServedRoutes;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.users.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bodies, headers and queries that are too large, too deep, too many, or not what they say. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class AttackBodiesTest extends AttackContract {
    AttackBodiesTest(DemoOn demo) {
        super(demo);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedOnEveryCall() {
        Person admin = demo.person(Role.ADMIN);
        Person maria = demo.person(Role.REQUESTER);
        JsonNode ticket = made(maria.client().post(TICKETS, json("title", "t", "description", "d")));
        String secret = unused();
        String large = "{\"title\":\"" + secret + "\",\"description\":\"" + "x".repeat(1 << 20) + "\"}";
        for (String[] route : ServedRoutes.all()) {
            if (route[0].equals("GET") || route[0].equals("DELETE") || route[1].endsWith("attachments")) {
                continue;
            }
            String path = route[1].replace("{id}", ticket.get("id").asString()).replaceAll("\\{[^}]+}", "1") + "/";
            Answer answer = admin.client().send(route[0], path, large);
            assertThat(answer.status()).as(route[0] + " " + path + answer).isIn(413, 404);
            log.assertRefused(answer, answer.status() == 413 ? "too_large" : "not_found");
        }
        Answer anonymous = client.post(TICKETS, large);
        assertThat(anonymous.status()).isEqualTo(401);
        log.assertSaysNone(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"a\",\"title\":\"b\",\"description\":\"d\"}",
                "{\"description\":\"d\",\"title\":1e999999999999}",
                "{\"title\":\"\\ud800\",\"description\":\"d\"}",
                "{\"title\":\"a\",\"description\":\"d\"} {\"title\":\"b\"}",
                "{\"title\":NaN}",
                "{'title':'a'}",
                "\u0000",
                "{\"title\":\"\\u0000\",\"description\":\"d\"}",
            })
    void whatIsNoGoodJsonIsRefused(String body) {
        Answer answer = demo.person(Role.AGENT).client().post(TICKETS, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        log.assertRefused(answer, "invalid_request");
    }

    @Test
    void depthsAndNumbersHaveAnEnd() {
        Client agent = demo.person(Role.AGENT).client();
        for (String body : List.of(
                "[".repeat(200_000),
                "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
                "{\"title\":" + "9".repeat(500_000) + ",\"description\":\"d\"}",
                "{\"" + "k".repeat(200_000) + "\":1}",
                IntStream.range(0, 60_000).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}")),
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "\"t" + i + "\"")
                        .collect(Collectors.joining(",", "{\"title\":\"t\",\"description\":\"d\",\"tags\":[", "]}")))) {
            Answer answer = agent.post(TICKETS, body);
            assertThat(answer.status()).as(body.substring(0, 20) + answer).isEqualTo(400);
            log.assertRefused(answer, "invalid_request");
            assertThat(answer.text().length()).isLessThan(2_000);
        }
    }

    @Test
    void headersAndQueriesHaveAnEnd() {
        Map<String, Integer> statuses =
                Map.of("GET /api/tickets/?search=" + "x".repeat(100_000), 414, "GET /" + "x".repeat(100_000), 414);
        statuses.forEach((line, status) ->
                assertThat(Raw.request(demo.url(), line).status()).isIn(status, 431));
        assertThat(Raw.request(demo.url(), "GET /healthz", "X: " + "x".repeat(100_000))
                        .status())
                .isEqualTo(431);
        String[] many =
                IntStream.range(0, 5_000).mapToObj(i -> "X-" + i + ": y").toArray(String[]::new);
        assertThat(Raw.request(demo.url(), "GET /healthz", many).status()).isEqualTo(431);
        assertThat(log.refusals()).anyMatch(line -> line.startsWith("refused status=431 reason=broken_request"));
        Answer parameters = demo.person(Role.AGENT)
                .client()
                .get(TICKETS + "?"
                        + IntStream.range(0, 900).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&")));
        assertThat(parameters.status()).isIn(200, 400);
        Answer tags = demo.person(Role.AGENT)
                .client()
                .get(TICKETS + "?"
                        + IntStream.range(0, 900).mapToObj(i -> "tag=" + i).collect(Collectors.joining("&")));
        assertThat(tags.status()).isIn(200, 400);
    }

    private static String form(int parts, String content) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            form.append("--b\r\nContent-Disposition: form-data; name=\"p")
                    .append(i)
                    .append("\"\r\n\r\n")
                    .append(content)
                    .append("\r\n");
        }
        return form + "--b--\r\n";
    }

    @Test
    void aFormHasAnEnd() {
        Client agent = demo.person(Role.AGENT).client();
        String files = path(made(agent.post(TICKETS, json("title", "t", "description", "d")))) + "attachments/";
        String[] type = {"Content-Type", "multipart/form-data; boundary=b"};
        for (String body : List.of(
                form(100_000, ""),
                form(2, "x".repeat(6 << 20)),
                "--b\r\n" + "X-A: y\r\n".repeat(50_000) + "\r\n\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"" + "n".repeat(100_000) + "\"\r\n\r\nx\r\n--b--\r\n",
                "--b\r\n".repeat(50_000),
                "no form")) {
            Answer answer = agent.send("POST", files, body, type);
            assertThat(answer.status()).as(body.length() + ": " + answer).isIn(400, 413);
            assertThat(log.about(answer)).hasSize(1);
        }
        Answer boundary = agent.send("POST", files, "x", "Content-Type", "multipart/form-data");
        assertThat(boundary.status()).isEqualTo(400);
        Answer file = agent.upload(files, "a.txt", "text/plain", new byte[11 << 20]);
        assertThat(file.status()).isEqualTo(413);
        assertThat(ok(agent.get(files))).isEmpty();
    }

    /** A body that comes too slowly holds nobody else up: see SlowSocketsTest; one that stops is given up. */
    @Test
    void aBodyThatNeverComesIsNoAnswer() {
        Raw answer =
                Raw.request(demo.url(), "POST /api/auth/login", "Content-Type: application/json", "Content-Length: 0");
        assertThat(answer.status()).isEqualTo(400);
        Raw unknown = Raw.send(
                demo.url(),
                ("POST " + TICKETS + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nx")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(unknown.status()).isIn(400, 401);
    }
}
