package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.users.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Other hosts, other pages, other methods, and requests that two servers could read in two ways. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class AttackHostsTest extends AttackContract {
    AttackHostsTest(DemoOn demo) {
        super(demo);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost@evil.example",
                "127.0.0.1%00.evil.example",
                "evil.example#127.0.0.1",
                "[::2]",
                "127.0.0.2",
            })
    void aForeignHostIsRefusedOnEveryPath(String host) {
        for (String path : List.of("/", "/docs", "/healthz", TICKETS, "/assets/app.js", "/api/auth/login")) {
            Raw answer = Raw.request(demo.url(), "GET " + path, "Host: " + host);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("evil");
        }
        assertThat(log.refusals())
                .anyMatch(line -> line.matches("refused status=400 reason=(foreign_host|broken_request) .*"));
        log.assertSaysNone("evil.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: a.example\\r\\nHost: 127.0.0.1",
                "Host: ",
                "Host: 127.0.0.1\\r\\nContent-Length: 2\\r\\nContent-Length: 4",
                "Host: 127.0.0.1\\r\\nContent-Length: 2, 4",
                "Host: 127.0.0.1\\r\\nContent-Length: -1",
                "Host: 127.0.0.1\\r\\nContent-Length: +2",
                "Host: 127.0.0.1\\r\\nContent-Length: 2\\r\\nTransfer-Encoding: chunked",
                "Host: 127.0.0.1\\r\\nTransfer-Encoding: gzip",
                "Host: 127.0.0.1\\r\\nTransfer-Encoding: chunked, identity",
                "Host : 127.0.0.1",
                "Host: 127.0.0.1\\r\\nX : y",
                "Host: 127.0.0.1\\r\\n X: folded",
                "Host: 127.0.0.1\\r\\nX\\0Y: z",
            })
    void whatCouldBeReadInTwoWaysIsRefused(String headers) {
        Raw answer = Raw.send(
                demo.url(),
                "POST /api/auth/login HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + headers.replace("\\r\\n", "\r\n").replace("\\0", "\0") + "\r\n\r\n{}");
        assertThat(answer.status()).as(answer.toString()).isIn(400, 501);
        assertThat(answer.header("Connection").orElse("")).isEqualToIgnoringCase("close");
        assertThat(log.refusals()).anyMatch(line -> line.matches("refused status=(400|501) reason=\\w+ .*"));
    }

    /** The rest of a refused request is not the next one. */
    @Test
    void nothingIsSmuggledBehindARequest() {
        Raw answer = Raw.send(
                demo.url(),
                String.join(
                        "\r\n",
                        "POST /api/auth/login HTTP/1.1",
                        "Host: 127.0.0.1",
                        "Content-Length: 6",
                        "Transfer-Encoding: chunked",
                        "",
                        "0",
                        "",
                        "GET /healthz HTTP/1.1",
                        "Host: 127.0.0.1",
                        "Connection: close",
                        "",
                        ""));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("HTTP/1.1", "\"status\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"})
    void noHeaderMakesAnotherMethodOfIt(String header) {
        Person agent = demo.person(Role.AGENT);
        JsonNode ticket = made(agent.client().post(TICKETS, json("title", "t", "description", "d")));
        Answer answer = agent.client().send("POST", path(ticket) + "?_method=DELETE", "{}", header, "DELETE");
        assertThat(answer.status()).isIn(400, 405);
        log.assertRefused(answer, answer.status() == 400 ? "method_override" : "method");
        assertThat(agent.client().get(path(ticket)).status()).isEqualTo(200);
        assertThat(agent.client().get(path(ticket), header, "DELETE").status()).isIn(200, 400);
        assertThat(agent.client().get(path(ticket)).status()).isEqualTo(200);
    }

    /** A page elsewhere: what it sends as a form, as text, without a body, or fetches as an image. */
    @Test
    void pagesElsewhereChangeAndCostNothing() {
        Person agent = demo.person(Role.AGENT);
        JsonNode ticket = made(agent.client().post(TICKETS, json("title", "t", "description", "d")));
        for (String[] headers : new String[][] {
            {"Origin", "https://evil.example"},
            {"Origin", "null"},
            {"Origin", "http://127.0.0.1:1"},
            {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"},
            {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors"},
            {"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"},
        }) {
            Answer answer = agent.client().send("POST", path(ticket) + "close/", null, headers);
            assertThat(answer.status()).as(String.join(" ", headers)).isEqualTo(403);
            log.assertRefused(answer, "foreign_origin");
        }
        Answer image = agent.client()
                .get(
                        "/api/tickets/ai/suggestions/?ticket=" + ticket.get("id"),
                        "Sec-Fetch-Site",
                        "cross-site",
                        "Sec-Fetch-Mode",
                        "no-cors");
        assertThat(image.status()).isEqualTo(403);
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b")) {
            Answer answer = agent.client()
                    .patch(path(ticket), "{\"title\":\"x\"}", "Content-Type", type, "Origin", "https://evil.example");
            assertThat(answer.status()).isEqualTo(403);
            Answer same = agent.client().patch(path(ticket), "{\"title\":\"x\"}", "Content-Type", type);
            assertThat(same.status()).isEqualTo(415);
            log.assertRefused(same, "media_type");
        }
        JsonNode after = ok(agent.client().get(path(ticket)));
        assertThat(after.get("status")).isEqualTo(ticket.get("status"));
        assertThat(after.get("title")).isEqualTo(ticket.get("title"));
        assertThat(client.get("/api/openapi.json", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
                        .status())
                .as("a link that somebody follows")
                .isEqualTo(200);
        assertThat(agent.client()
                        .get(TICKETS, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/assets/app.js",
                "/webjars/nope.js",
                "/api/tickets/",
                "/api/nope",
                "/nope",
                "/healthz",
                "/%00",
                "/a%2f..%2fb"
            })
    void everyAnswerHasTheHeadersThatBrowsersMind(String path) {
        Raw answer = Raw.request(demo.url(), "GET " + path);
        assertThat(answer.header("X-Content-Type-Options")).as(answer.head()).contains("nosniff");
        assertThat(answer.header("Server")).isEmpty();
        if (answer.header("X-Request-Id").isPresent()) {
            assertThat(answer.header("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(answer.header("X-Frame-Options")).contains("DENY");
            assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        }
    }
}
