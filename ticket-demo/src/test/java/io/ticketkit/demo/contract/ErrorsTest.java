package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothDatabases
class ErrorsTest extends HttpContract {
    private static final int MEBIBYTE = 1 << 20;
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    ErrorsTest(DemoOn demo) {
        super(demo);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                             | 1 | 1",
                "nonsense                      | 1 | 1",
                "{\"title\":\"a\",}            | 1 | 14",
                "{\"title\": 'a'}              | 1 | 11",
                "{\"title\":\"a\"} {}          | 1 | 15",
                "{\"title\":\"a\"}}            | 1 | 14",
                "{\"title\":\"a\",\"title\":\"b\"} | 1 | 14",
                "{\"title\":NaN}               | 1 | 10",
                "{\"title\":\"\\x\"}           | 1 | 12"
            })
    void aBodyThatIsNoJsonIsRefusedWithLineAndColumn(String body, int line, int column) {
        String path = path(created());
        for (Answer answer : List.of(
                client.post(TICKETS, body),
                client.patch(path, body),
                client.put(path, body),
                client.post(path + "assign/", body),
                client.post(TICKETS + "classify/", body),
                client.post(TICKETS + "suggest-title/", body))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().propertyNames()).containsExactly("detail");
            String detail = answer.json().get("detail").asString();
            assertThat(detail)
                    .startsWith("The body is not valid JSON: line " + line + ", column ")
                    .doesNotContain("ackson", "ource", "byte[]", "`", "\n");
            int said = Integer.parseInt(detail.replaceFirst(".*column (\\d+):.*", "$1"));
            // parsers point at the token or just behind it
            assertThat(said).as(detail).isBetween(column, column + 8);
        }
    }

    @Test
    void lineAndColumnFollowTheText() {
        Answer answer = client.post(TICKETS, "{\n  \"title\": \"a\",\n  \"description\": }");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asString()).contains("line 3, column 18");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "\"text\"", "17", "true", "null"})
    void jsonThatIsNoObjectIsRefusedWithLineAndColumn(String body) {
        assertAnswer(
                client.post(TICKETS, body),
                400,
                "{\"detail\":\"The body is not a JSON object: line 1, column 1: it begins otherwise.\"}");
    }

    @Test
    void whiteSpaceAloneIsNoObject() {
        Answer answer = client.post(TICKETS, " \n ");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asString()).contains("line ").contains("column ");
    }

    @Test
    void brokenUtf8AndDeepNestingAreRefused() {
        byte[] body = "{\"title\":\"a?\",\"description\":\"d\"}".getBytes(StandardCharsets.UTF_8);
        body[11] = (byte) 0xff;
        byte[] head = ("POST /api/tickets/ HTTP/1.1\r\nHost: " + demo.url().substring(7)
                        + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        Raw answer = Raw.send(demo.url(), request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"detail\":").contains("line 1, column ");
        assertThat(client.post(TICKETS, "[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(client.post(TICKETS, "{\"a\":".repeat(100_000)).status()).isEqualTo(400);
    }

    @Test
    void nothingAtAllIsAnObjectWithoutFields() {
        assertAnswer(
                client.send("POST", TICKETS, null),
                400,
                "{\"title\":[\"This field is required.\"],\"description\":[\"This field is required.\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "999999999",
                "0",
                "-1",
                "x",
                "1.5",
                "1e3",
                "0x1",
                "+1",
                "01",
                "1%20",
                "%201",
                "%EF%BC%91",
                "null",
                "statss",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999999",
                "%F0%9F%8E%AB",
                "1,2",
                "*",
                "1%3B"
            })
    void anIdOfNoTicketIsNotFoundBeforeTheBodyIsRead(String id) {
        for (String slash : new String[] {"", "/"}) {
            String path = TICKETS + id;
            for (Answer answer : List.of(
                    client.get(path + slash),
                    client.delete(path + slash),
                    client.get(path + "/history" + slash),
                    client.patch(path + slash, "{garbage"),
                    client.patch(path + slash, "text", "Content-Type", "text/plain"),
                    client.put(path + slash, "[]"),
                    client.post(path + "/assign" + slash, "{garbage"),
                    client.post(path + "/close" + slash, "{garbage"),
                    client.post(path + "/reopen" + slash, "{garbage"))) {
                assertAnswer(answer, 404, NOT_FOUND);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/nope",
                "/nope",
                "/api/ticket/",
                "/api/tickets/1/nope/",
                "/healthz/x",
                "/favicon.ico2"
            })
    void anUnknownPathIsNotFound(String path) {
        for (String method : METHODS) {
            assertAnswer(client.send(method, path, method.startsWith("P") ? "{}" : null), 404, NOT_FOUND);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/tickets               | GET, HEAD, POST, OPTIONS",
                "/api/tickets/1             | DELETE, GET, HEAD, PATCH, PUT, OPTIONS",
                "/api/tickets/1/assign      | POST, OPTIONS",
                "/api/tickets/1/close       | POST, OPTIONS",
                "/api/tickets/1/reopen      | POST, OPTIONS",
                "/api/tickets/1/history     | GET, HEAD, OPTIONS",
                "/api/tickets/stats         | GET, HEAD, OPTIONS",
                "/api/tickets/stats/summary | GET, HEAD, OPTIONS",
                "/api/tickets/classify      | POST, OPTIONS",
                "/api/tickets/suggest-title | POST, OPTIONS",
                "/healthz                   | GET, HEAD, OPTIONS",
                "/api/openapi.json          | GET, HEAD, OPTIONS",
                "/docs                      | GET, HEAD, OPTIONS",
                "/                          | GET, HEAD, OPTIONS"
            })
    void aWrongMethodIs405WithAllow(String path, String allow) {
        Set<String> allowed = Set.of(allow.split(", ", -1));
        for (String end : path.equals("/") ? new String[] {""} : new String[] {"", "/"}) {
            for (String method : METHODS) {
                if (!allowed.contains(method)) {
                    Answer answer = client.send(method, path + end, method.startsWith("P") ? "{garbage" : null);
                    assertAnswer(answer, 405, "{\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
                    assertThat(answer.header("Allow")).contains(allow);
                }
            }
            Answer options = client.send("OPTIONS", path + end, null);
            assertAnswer(options, 204, "");
            assertThat(options.header("Allow")).contains(allow);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tickets/", "/api/tickets/stats", "/"})
    void traceIsAWrongMethodToo(String path) {
        Raw answer = Raw.request(demo.url(), "TRACE " + path);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).startsWith("GET, HEAD"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/jsonp",
                "json",
                "*/*"
            })
    void anotherContentTypeIs415(String type) {
        String path = path(created());
        String body = json("title", "t", "description", "d", "assignee", "a");
        for (Answer answer : List.of(
                client.post(TICKETS, body, "Content-Type", type),
                client.patch(path, body, "Content-Type", type),
                client.put(path, body, "Content-Type", type),
                client.post(path + "assign/", body, "Content-Type", type),
                client.post(TICKETS + "classify/", body, "Content-Type", type),
                client.post(TICKETS + "suggest-title/", body, "Content-Type", type))) {
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.json().propertyNames()).containsExactly("detail");
        }
    }

    @Test
    void noContentTypeIs415() {
        Raw answer = Raw.send(
                demo.url(),
                "POST /api/tickets/ HTTP/1.1\r\nHost: " + demo.url().substring(7)
                        + "\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON",
                "application/json;charset=UTF-8"
            })
    void jsonIsJson(String type) {
        assertThat(client.post(TICKETS, json("title", "é", "description", "d"), "Content-Type", type)
                        .status())
                .isEqualTo(201);
    }

    private static String padded(int bytes) {
        String body = json("title", "t", "description", "d");
        return body + " ".repeat(bytes - body.length());
    }

    @Test
    void aBodyOfOneMebibyteIsReadAndOfMoreRefused() {
        String path = path(created());
        assertThat(client.post(TICKETS, padded(MEBIBYTE)).status()).isEqualTo(201);
        String tooLarge = padded(MEBIBYTE + 1);
        for (Answer answer : List.of(
                client.post(TICKETS, tooLarge),
                client.patch(path, tooLarge),
                client.post(TICKETS + "classify/", tooLarge))) {
            assertAnswer(answer, 413, "{\"detail\":\"The body is larger than 1 MiB.\"}");
        }
    }

    @Test
    void aChunkedBodyOfMoreThanOneMebibyteIsRefused() {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        String head = "POST /api/tickets/ HTTP/1.1\r\nHost: " + demo.url().substring(7)
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        String object = json("title", "t", "description", "d");
        String first = Integer.toHexString(object.length()) + "\r\n" + object + "\r\n";
        assertThat(Raw.send(demo.url(), head + first + chunk.repeat(15) + "0\r\n\r\n")
                        .status())
                .isEqualTo(201);
        Raw answer = Raw.send(demo.url(), head + first + chunk.repeat(17) + "0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("The body is larger than 1 MiB.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/tickets/?search=%zz",
                "/api/tickets/?tag=%",
                "/api/tickets/%zz/",
                "/api/tickets/?limit=1&cursor=%f",
                "/api/tickets/stats/?status=%zz",
                "/api/tickets/1/history?limit=%1g"
            })
    void badPercentEncodingIsRefused(String path) {
        Raw answer = Raw.request(demo.url(), "GET " + path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("{\"detail\":\"");
    }

    @Test
    void whatTheServerRefusesBeforeTheApiSeesItIsJsonToo() {
        Raw broken = Raw.send(demo.url(), "NONSENSE\r\n\r\n");
        assertThat(broken.status()).isEqualTo(400);
        Raw large = Raw.request(demo.url(), "GET /api/tickets/", "X-Large: " + "x".repeat(20_000));
        assertThat(large.status()).isEqualTo(431);
        assertThat(large.body()).contains("{\"detail\":\"");
        Raw longPath = Raw.request(demo.url(), "GET /api/tickets/?search=" + "x".repeat(20_000));
        assertThat(longPath.status()).isIn(414, 431);
        assertThat(longPath.body()).contains("{\"detail\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "reopen"})
    void aBodyThatIsNotAskedForMustBeOneToo(String action) {
        String path = "/api/tickets/" + created().get("id").asLong() + "/" + action + "/";
        assertThat(client.post(path, "{\"broken\"").status()).isEqualTo(400);
        assertThat(client.post(path, "<a/>", "Content-Type", "text/xml").status())
                .isEqualTo(415);
        assertThat(client.post(path, "{}").status()).isEqualTo(200);
    }
}
