package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for every path: slashes, hosts, HEAD, compression, headers. */
@OnBothDatabases
class MannersTest extends HttpContract {
    private static final List<String> READABLE = List.of(
            "/",
            "/docs",
            "/api/openapi.json",
            "/api/tickets",
            "/api/tickets/stats",
            "/api/tickets/stats/summary",
            "/healthz");

    MannersTest(DemoOn demo) {
        super(demo);
    }

    @Test
    void everyPathWorksWithAndWithoutSlash() {
        JsonNode ticket = created();
        String bare = TICKETS + ticket.get("id");
        for (String path : new String[] {
            "/docs", "/api/openapi.json", "/api/tickets/stats/summary", "/healthz", bare, bare + "/history"
        }) {
            assertThat(client.get(path + "/").toString())
                    .isEqualTo(client.get(path).toString())
                    .startsWith("200 ");
        }
        assertThat(ok(client.patch(bare, "{\"assignee\":\"a\"}")).get("version").asInt())
                .isEqualTo(2);
        assertThat(ok(client.patch(bare + "/", "{\"assignee\":\"b\"}"))
                        .get("version")
                        .asInt())
                .isEqualTo(3);
        String body = json("title", "t", "description", "d");
        assertThat(client.put(bare, body).status()).isEqualTo(200);
        assertThat(client.put(bare + "/", body).status()).isEqualTo(200);
    }

    @Test
    void isHealthyWhileTheDatabaseAnswers() {
        assertAnswer(client.get("/healthz"), 200, "{\"status\":\"ok\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST", "127.0.0.1:9", "localhost:8000"})
    void loopbackNamesAreServed(String host) {
        assertThat(Raw.request(demo.url(), "GET /healthz", "Host: " + host).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8000",
                "127.0.0.1.evil.example",
                "localhost.",
                "0.0.0.0",
                "192.168.0.1",
                "localhost@evil.example",
                "[::2]",
                ""
            })
    void otherHostsAreRefused(String host) {
        for (String path : List.of("/healthz", "/", "/api/tickets/", "/nope")) {
            Raw answer = Raw.request(demo.url(), "GET " + path, "Host: " + host);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.body()).contains("{\"detail\":\"");
        }
    }

    @Test
    void assetsOfThePageAreRefusedToOtherHostsToo() {
        assertThat(Raw.request(demo.url(), "GET /assets/tokens.css").status()).isEqualTo(200);
        assertThat(Raw.request(demo.url(), "GET /assets/tokens.css", "Host: evil.example")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRequestLineCannotNameAnotherHost() {
        Raw answer = Raw.request(demo.url(), "GET http://evil.example/healthz", "Host: evil.example");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void headIsGetWithoutBody() {
        String tag = unused();
        JsonNode ticket = created("tags", List.of(tag));
        created("tags", List.of(tag));
        for (String path : List.of(
                "/",
                "/docs",
                "/healthz",
                "/api/openapi.json",
                TICKETS + "?limit=1&tag=" + tag,
                path(ticket),
                path(ticket) + "history/",
                TICKETS + "stats/?tag=" + tag)) {
            Answer get = client.get(path);
            Answer head = client.send("HEAD", path, null);
            assertThat(head.status()).as(path).isEqualTo(200);
            assertThat(head.text()).isEmpty();
            for (String header : List.of("ETag", "Link", "Content-Type")) {
                assertThat(head.header(header)).as(path + " " + header).isEqualTo(get.header(header));
            }
        }
        assertThat(client.send("HEAD", "/api/tickets/999999999/", null).status())
                .isEqualTo(404);
    }

    @Test
    void compressesWhenAskedFor() throws IOException {
        String tag = unused();
        created("tags", List.of(tag), "description", "word ".repeat(2000));
        String path = TICKETS + "?tag=" + tag;
        Answer plain = client.get(path);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        Answer small = client.get(path, "Accept-Encoding", "gzip");
        assertThat(small.header("Content-Encoding")).contains("gzip");
        assertThat(small.response().body().length).isLessThan(plain.response().body().length / 5);
        byte[] unpacked =
                new GZIPInputStream(new ByteArrayInputStream(small.response().body())).readAllBytes();
        assertThat(unpacked).isEqualTo(plain.response().body());
        assertThat(String.join(",", small.response().headers().allValues("Vary")))
                .contains("Accept-Encoding");
        assertThat(client.get(path, "Accept-Encoding", "gzip;q=0").header("Content-Encoding"))
                .isEmpty();
        String etag = small.header("ETag").orElseThrow();
        assertThat(client.get(path, "Accept-Encoding", "gzip", "If-None-Match", etag)
                        .status())
                .isEqualTo(304);
    }

    @Test
    void everyAnswerHasTheHeadersThatProtect() {
        for (String path : READABLE) {
            protects(client.get(path), path);
        }
        protects(client.get("/assets/tokens.css"), "/assets/tokens.css");
        protects(client.get("/nope"), "404");
        protects(client.post(TICKETS, "{"), "400");
        protects(client.delete(TICKETS), "405");
        protects(client.post(TICKETS, "x", "Content-Type", "text/plain"), "415");
        protects(client.post(TICKETS, json("title", "t", "description", "d")), "201");
    }

    private static void protects(Answer answer, String what) {
        assertThat(answer.header("X-Content-Type-Options")).as(what).contains("nosniff");
        assertThat(answer.header("X-Frame-Options")).as(what).contains("DENY");
        assertThat(answer.header("Referrer-Policy")).as(what).contains("no-referrer");
        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .as(what)
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(answer.header("X-Request-Id").orElseThrow()).as(what).isNotBlank();
        assertThat(answer.header("Server")).as(what).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).as(what).isEmpty();
    }

    @Test
    void everyRequestHasAnIdOfItsOwn() {
        String first = client.get("/healthz").header("X-Request-Id").orElseThrow();
        assertThat(client.get("/healthz").header("X-Request-Id").orElseThrow()).isNotEqualTo(first);
        assertThat(client.get("/healthz", "X-Request-Id", "mine")
                        .header("X-Request-Id")
                        .orElseThrow())
                .isNotEqualTo("mine");
    }

    @Test
    void answersOfTheApiAreAskedForAgain() {
        assertThat(client.get(TICKETS).header("Cache-Control")).contains("no-cache");
        assertThat(client.get(path(created())).header("Cache-Control")).contains("no-cache");
    }

    @Test
    void jsonIsSaidToBeJson() {
        for (Answer answer : List.of(
                client.get(TICKETS),
                client.get("/nope"),
                client.post(TICKETS, "{"),
                client.delete(TICKETS),
                client.get("/healthz"))) {
            assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
            new JsonMapper().readTree(answer.response().body());
        }
    }

    @Test
    void withoutCorsOriginsPagesElsewhereGetNothing() {
        Answer read = client.get(TICKETS, "Origin", "https://shop.example");
        assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
        Answer preflight = client.send(
                "OPTIONS", TICKETS, null, "Origin", "https://shop.example", "Access-Control-Request-Method", "POST");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        String tag = unused();
        Answer write = client.post(
                TICKETS,
                json("title", "t", "description", "d", "tags", List.of(tag)),
                "Origin",
                "https://shop.example");
        assertThat(write.status()).isEqualTo(403);
        assertThat(write.json().propertyNames()).containsExactly("detail");
        assertAnswer(client.get(TICKETS + "?tag=" + tag), 200, "[]");
        assertThat(client.post(TICKETS, json("title", "t", "description", "d"), "Origin", "null")
                        .status())
                .isEqualTo(403);
        assertThat(client.post(TICKETS, json("title", "t", "description", "d"), "Origin", demo.url())
                        .status())
                .isEqualTo(201);
    }
}
