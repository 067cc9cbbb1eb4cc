package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.ticketkit.demo.http.ServedRoutes;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.users.Role;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** All routes, as the server itself names them: none can be reached without a token, or leads to what others have. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class ProtectedRoutesTest extends HttpContract {
    private static final Set<String> FREE = Set.of(
            "GET /",
            "GET /docs",
            "GET /api/openapi.json",
            "GET /healthz",
            "POST /api/auth/register",
            "POST /api/auth/login");

    ProtectedRoutesTest(DemoOn demo) {
        super(demo);
    }

    static Stream<DemoOn> demos() {
        return DemoOn.with(RunningDemo.AUTH);
    }

    private static String filled(String path, Map<String, String> ids) {
        String filled = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled.replaceAll("\\{[^}]+}", "1");
    }

    private static boolean isFree(String[] route) {
        return FREE.contains(route[0] + " " + route[1]);
    }

    private static @Nullable String body(String method) {
        return method.equals("GET") || method.equals("DELETE") ? null : "{}";
    }

    private void assertRefusedEverywhere(String what, String... headers) {
        List<String> problems = new ArrayList<>();
        int tried = 0;
        for (String[] route : ServedRoutes.all()) {
            if (isFree(route)) {
                continue;
            }
            for (String path : List.of(filled(route[1], Map.of()), filled(route[1], Map.of()) + "/")) {
                Answer answer = client.send(route[0], path, body(route[0]), headers);
                tried++;
                if (answer.status() != 401 || !answer.text().startsWith("{\"detail\":")) {
                    problems.add(route[0] + " " + path + ": " + answer);
                }
            }
        }
        assertThat(problems).as(what).isEmpty();
        assertThat(tried).isGreaterThan(80);
    }

    @Test
    void withoutATokenEveryRouteIsRefused() {
        assertRefusedEverywhere("no token");
        for (String method : List.of("HEAD", "OPTIONS", "PUT", "TRACE", "PATCH")) {
            assertThat(client.send(method, TICKETS, null).status()).as(method).isIn(401, 404, 405);
            assertThat(client.send(method, TICKETS, null).header("Allow"))
                    .as(method)
                    .isEmpty();
        }
    }

    @Test
    void whatIsFreeIsThatAndNoMore() {
        Set<String> open = new TreeSet<>();
        for (String[] route : ServedRoutes.all()) {
            if (client.send(route[0], filled(route[1], Map.of()), body(route[0]))
                            .status()
                    != 401) {
                open.add(route[0] + " " + route[1]);
            }
        }
        // a login without a password is told what is missing
        assertThat(open).isEqualTo(new TreeSet<>(FREE));
        assertThat(client.get("/assets/app.js").status()).isEqualTo(200);
    }

    /** Other ways to write a path lead to the same guard or nowhere. */
    @Test
    void otherSpellingsOfAPathAreNoWayRound() {
        for (String path : List.of(
                "/api/tickets",
                "/api/tickets//",
                "//api/tickets/",
                "/api//tickets/",
                "/API/tickets/",
                "/api/tickets;x=1/",
                "/api;/tickets/",
                "/api/%74ickets/",
                "/%61pi/tickets/",
                "/api/./tickets/",
                "/assets/../api/tickets/",
                "/assets/%2e%2e/api/tickets/",
                "/assets/..%2fapi/tickets/",
                "/docs/../api/tickets/",
                "/healthz/../api/tickets/",
                "/api/auth/login/../../tickets/",
                "/api/auth/login/%2e%2e/%2e%2e/tickets/",
                "/api/tickets/%3Bx",
                "/api/tickets/.json",
                "/webjars/../api/tickets/")) {
            Answer answer = client.get(path);
            assertThat(answer.status()).as(path + ": " + answer).isIn(400, 401, 404);
            assertThat(answer.text()).doesNotContain("title", "description");
        }
    }

    private static String token(
            JWSAlgorithm algorithm, String secret, String subject, Instant expires, String audience) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader(algorithm),
                    new JWTClaimsSet.Builder()
                            .issuer("ticketkit-demo")
                            .audience(audience)
                            .subject(subject)
                            .claim("ver", 0)
                            .issueTime(Date.from(Clock.systemUTC().instant().minusSeconds(7200)))
                            .expirationTime(Date.from(expires))
                            .build());
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void forgedAndExpiredTokensAreRefusedEverywhere() {
        String id = ok(demo.person(Role.ADMIN).client().get("/api/auth/me/"))
                .get("id")
                .asString();
        String other = "another secret of more than 64 bytes, which the server does not know of";
        Instant now = Clock.systemUTC().instant();
        String api = "ticketkit-demo-api";
        String secret = RunningDemo.SECRET;
        String right = token(JWSAlgorithm.HS256, secret, id, now.plusSeconds(600), api);
        assertThat(client.get("/api/auth/me/", "Authorization", "Bearer " + right)
                        .status())
                .as("a token of that form is accepted")
                .isEqualTo(200);

        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("another key", token(JWSAlgorithm.HS256, other, id, now.plusSeconds(600), api));
        forged.put("expired", token(JWSAlgorithm.HS256, secret, id, now.minusSeconds(1), api));
        forged.put("another audience", token(JWSAlgorithm.HS256, secret, id, now.plusSeconds(600), "other"));
        forged.put("nobody", token(JWSAlgorithm.HS256, secret, "999999", now.plusSeconds(600), api));
        String[] parts = right.split("\\.", -1);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        forged.put("alg none", none + "." + parts[1] + ".");
        forged.put("alg none, signed", none + "." + parts[1] + "." + parts[2]);
        forged.put("without its signature", parts[0] + "." + parts[1] + ".");
        forged.put("nonsense", "a.b.c");
        forged.forEach((what, token) -> assertRefusedEverywhere(what, "Authorization", "Bearer " + token));
    }

    /** A ticket with one of everything, which another requester asks for by its true ids. */
    @Test
    void whatOthersHaveIsNotThere() {
        Person maria = demo.person(Role.REQUESTER);
        Person eve = demo.person(Role.REQUESTER);
        Client agent = demo.person(Role.AGENT).client();
        String secret = unused();
        JsonNode ticket = made(maria.client()
                .post(TICKETS, json("title", "Mine " + secret, "description", "d " + secret, "tags", List.of(secret))));
        JsonNode own = made(eve.client().post(TICKETS, json("title", "Hers", "description", "d")));
        JsonNode response = made(maria.client().post(path(ticket) + "responses/", json("content", secret)));
        JsonNode note = made(agent.post(path(ticket) + "responses/", json("content", secret, "internal", true)));
        JsonNode file = made(maria.client()
                .upload(
                        path(ticket) + "attachments/",
                        secret + ".txt",
                        "text/plain",
                        secret.getBytes(StandardCharsets.UTF_8)));
        JsonNode chat = made(maria.client()
                .post(
                        "/api/tickets/ai/conversations/",
                        json("ticket", ticket.get("id").asLong())));
        ok(maria.client()
                .post(
                        "/api/tickets/ai/chat/",
                        json("conversation_id", chat.get("conversation_id").asString(), "message", secret)));
        made(maria.client().post(path(ticket) + "feedback/", json("score", 3, "comment", secret)));
        String before = agent.get(path(ticket)).text()
                + agent.get(path(ticket) + "history/").text();

        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("id", ticket.get("id").asString());
        ids.put("response", response.get("id").asString());
        ids.put("n", file.get("id").asString());
        ids.put("other", own.get("id").asString());
        ids.put("conversation_id", chat.get("conversation_id").asString());
        assertEverywhereNothing(eve.client(), ids, ticket, secret);
        ids.put("response", note.get("id").asString());
        ids.put("id", own.get("id").asString());
        ids.put("other", ticket.get("id").asString());
        assertNothingOf(eve.client(), ids, ticket, secret);

        assertThat(agent.get(path(ticket)).text()
                        + agent.get(path(ticket) + "history/").text())
                .as("nothing of it changed")
                .isEqualTo(before);
        assertThat(maria.client()
                        .get("/api/tickets/responses/" + note.get("id") + "/")
                        .status())
                .isEqualTo(404);
        assertThat(maria.client().get(path(ticket) + "responses/").json()).hasSize(1);
    }

    private static void assertEverywhereNothing(Client eve, Map<String, String> ids, JsonNode ticket, String secret) {
        List<String> problems = new ArrayList<>();
        for (String[] route : ServedRoutes.all()) {
            if (!route[1].contains("{id}")
                    && !route[1].contains("{response}")
                    && !route[1].contains("{conversation_id}")) {
                continue;
            }
            Answer answer = eve.send(route[0], filled(route[1], ids), bodyAbout(route[0], ids));
            if (answer.status() != 403 && answer.status() != 404) {
                problems.add(route[0] + " " + route[1] + ": " + answer);
            }
        }
        assertThat(problems).isEmpty();
        assertNothingOf(eve, ids, ticket, secret);
    }

    /** Whatever is asked, nothing of it is in the answer. */
    private static void assertNothingOf(Client eve, Map<String, String> ids, JsonNode ticket, String secret) {
        List<String> problems = new ArrayList<>();
        String id = ticket.get("id").asString();
        List<String> queries = List.of(
                "",
                "?ticket=" + id,
                "?search=" + secret,
                "?tag=" + secret,
                "?paginate=true&limit=200",
                "?requester=" + encoded(ticket.get("requester").asString()));
        for (String[] route : ServedRoutes.all()) {
            if (route[1].startsWith("/api/auth") || (route[0].equals("DELETE") && !route[1].contains("{response}"))) {
                continue;
            }
            for (String query : route[0].equals("GET") ? queries : List.of("")) {
                Answer answer = eve.send(route[0], filled(route[1], ids) + query, bodyAbout(route[0], ids));
                boolean named = answer.text().contains(secret) && !query.contains(secret);
                if (named || answer.status() == 500) {
                    problems.add(route[0] + " " + route[1] + query + ": " + answer);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static @Nullable String bodyAbout(String method, Map<String, String> ids) {
        return method.equals("GET") || method.equals("DELETE")
                ? null
                : json(
                        "ticket",
                        ids.get("id"),
                        "into",
                        ids.get("other"),
                        "title",
                        "t",
                        "description",
                        "d",
                        "content",
                        "c",
                        "message",
                        "m",
                        "helpful",
                        true,
                        "score",
                        1,
                        "assignee",
                        "eve",
                        "conversation_id",
                        ids.get("conversation_id"));
    }
}
