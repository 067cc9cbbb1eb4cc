package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class CorsTest extends HttpContract {
    private static final String SHOP = "https://shop.example";

    CorsTest(DemoOn demo) {
        super(demo);
    }

    static Stream<DemoOn> demos() {
        return DemoOn.with(Map.of(
                "TICKET_CORS_ORIGINS",
                SHOP + ", http://localhost:3000,",
                "TICKET_ALLOWED_HOSTS",
                "127.0.0.1, tickets.example"));
    }

    private Answer preflight(String path, String origin, String method, String headers) {
        return client.send(
                "OPTIONS",
                path,
                null,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                headers);
    }

    private static List<String> values(Answer answer, String header) {
        return Stream.of(answer.header(header).orElseThrow().split(",", -1))
                .map(String::strip)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void aPreflightIsAnsweredForEveryMethodAndCached(String method) {
        for (String path :
                List.of("/api/tickets", TICKETS, "/api/tickets/1/", "/api/tickets/999999999", "/api/tickets/stats/")) {
            for (String origin : List.of(SHOP, "http://localhost:3000")) {
                Answer answer = preflight(
                        path, origin, method, "content-type, idempotency-key, if-match, if-none-match, authorization");
                assertThat(answer.status()).as(path).isIn(200, 204);
                assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
                assertThat(values(answer, "Access-Control-Allow-Methods")).contains(method.toLowerCase(Locale.ROOT));
                assertThat(values(answer, "Access-Control-Allow-Headers"))
                        .contains("content-type", "idempotency-key", "if-match", "if-none-match", "authorization");
                assertThat(Integer.parseInt(
                                answer.header("Access-Control-Max-Age").orElseThrow()))
                        .isPositive();
                assertThat(answer.header("Vary").orElseThrow()).contains("Origin");
            }
        }
    }

    @Test
    void answersExposeTheirHeaders() {
        Answer created = client.post(TICKETS, json("title", "t", "description", "d"), "Origin", SHOP);
        assertThat(created.status()).isEqualTo(201);
        JsonNode ticket = created.json();
        for (Answer answer : List.of(
                created,
                client.get(TICKETS + "?limit=1", "Origin", SHOP),
                client.get(path(ticket), "Origin", SHOP),
                client.patch(path(ticket), "{\"title\":\"\"}", "Origin", SHOP),
                client.patch(path(ticket), "{}", "Origin", SHOP, "If-Match", "\"9\""),
                client.get("/api/tickets/999999999/", "Origin", SHOP),
                client.get("/api/nope", "Origin", SHOP),
                client.post(TICKETS, "{", "Origin", SHOP),
                client.post(TICKETS, "x", "Origin", SHOP, "Content-Type", "text/plain"),
                client.post(TICKETS, " ".repeat((1 << 20) + 1), "Origin", SHOP),
                client.delete(TICKETS, "Origin", SHOP))) {
            assertThat(answer.header("Access-Control-Allow-Origin"))
                    .as(answer.toString())
                    .contains(SHOP);
            assertThat(values(answer, "Access-Control-Expose-Headers")).contains("link", "etag", "location");
            assertThat(String.join(",", answer.response().headers().allValues("Vary")))
                    .contains("Origin");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        }
    }

    @Test
    void aCompressedAnswerStillVariesByOrigin() {
        client.post(TICKETS, json("title", "t", "description", "word ".repeat(2000)));
        Answer answer = client.get(TICKETS, "Origin", SHOP, "Accept-Encoding", "gzip");
        assertThat(answer.header("Content-Encoding")).contains("gzip");
        assertThat(String.join(",", answer.response().headers().allValues("Vary")))
                .contains("Origin", "Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://shop.example",
                "https://shop.example:444",
                "https://shop.example.evil.example",
                "null",
                "HTTPS://SHOP.EXAMPLE/"
            })
    void otherOriginsGetNothing(String origin) {
        Answer preflight = preflight(TICKETS, origin, "POST", "content-type");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Methods")).isEmpty();
        assertThat(client.get(TICKETS, "Origin", origin).header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(client.post(TICKETS, json("title", "t", "description", "d"), "Origin", origin)
                        .status())
                .isEqualTo(403);
        assertThat(client.delete("/api/tickets/999999999/", "Origin", origin).status())
                .isEqualTo(403);
    }

    @Test
    void allowedHostsReplaceTheLoopbackNames() {
        assertThat(Raw.request(demo.url(), "GET /healthz", "Host: tickets.example")
                        .status())
                .isEqualTo(200);
        assertThat(Raw.request(demo.url(), "GET /healthz", "Host: Tickets.Example:8443")
                        .status())
                .isEqualTo(200);
        assertThat(Raw.request(demo.url(), "GET /healthz", "Host: localhost").status())
                .isEqualTo(400);
        assertThat(client.get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void linksNameTheHostThatWasAsked() {
        created();
        created();
        Raw answer = Raw.request(demo.url(), "GET /api/tickets/?limit=1", "Host: tickets.example:8443");
        assertThat(answer.header("Link").orElseThrow())
                .startsWith("<http://tickets.example:8443/api/tickets/?limit=1&cursor=");
    }
}
