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
import io.ticketkit.demo.users.NewUser;
import io.ticketkit.demo.users.Role;
import io.ticketkit.demo.users.Users;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that are none of ours, or not any more, on every call; why is in the log, and the token is not. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class AttackTokensTest extends AttackContract {
    private static final String ME = "/api/auth/me/";
    private static final Set<String> FREE = Set.of(
            "GET /",
            "GET /docs",
            "GET /api/openapi.json",
            "GET /healthz",
            "POST /api/auth/register",
            "POST /api/auth/login");

    AttackTokensTest(DemoOn demo) {
        super(demo);
    }

    private static JWTClaimsSet.Builder claims(String subject, Instant expires) {
        return new JWTClaimsSet.Builder()
                .issuer("ticketkit-demo")
                .audience("ticketkit-demo-api")
                .subject(subject)
                .claim("ver", 0)
                .issueTime(Date.from(Clock.systemUTC().instant().minusSeconds(7200)))
                .expirationTime(Date.from(expires));
    }

    private static String token(JWSAlgorithm algorithm, String secret, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** What is wrong, and with which token; by what is logged. */
    private Map<String, List<String>> forged(Person admin) {
        String id = ok(admin.client().get(ME)).get("id").asString();
        String another = ok(demo.person(Role.AGENT).client().get(ME)).get("id").asString();
        Instant now = Clock.systemUTC().instant();
        Instant soon = now.plusSeconds(600);
        String other = "another secret of more than 64 bytes, which the server does not know of";
        String longSecret = RunningDemo.SECRET.repeat(2);
        String right =
                token(JWSAlgorithm.HS256, RunningDemo.SECRET, claims(id, soon).build());
        String[] parts = right.split("\\.", -1);
        String none = encoded64("{\"alg\":\"none\"}");
        Map<String, List<String>> forged = new LinkedHashMap<>();
        forged.put(
                "token_forged",
                List.of(
                        token(JWSAlgorithm.HS256, other, claims(id, soon).build()),
                        parts[0] + "." + encoded64(claims(another, soon).build().toString()) + "." + parts[2],
                        parts[0] + "." + parts[1] + "." + "A".repeat(43)));
        forged.put(
                "token_algorithm",
                List.of(
                        none + "." + parts[1] + ".",
                        encoded64("{\"alg\":\"nOnE\"}") + "." + parts[1] + "." + parts[2],
                        token(JWSAlgorithm.HS512, longSecret, claims(id, soon).build()),
                        encoded64("{\"alg\":\"RS256\"}") + "." + parts[1] + "." + parts[2]));
        forged.put(
                "token_expired",
                List.of(token(
                        JWSAlgorithm.HS256,
                        RunningDemo.SECRET,
                        claims(id, now.minusSeconds(1)).build())));
        forged.put(
                "token_claims",
                List.of(
                        token(
                                JWSAlgorithm.HS256,
                                RunningDemo.SECRET,
                                claims(id, soon).audience("x").build()),
                        token(
                                JWSAlgorithm.HS256,
                                RunningDemo.SECRET,
                                claims(id, soon).issuer("x").build()),
                        token(
                                JWSAlgorithm.HS256,
                                RunningDemo.SECRET,
                                claims(id, soon).expirationTime(null).build()),
                        token(
                                JWSAlgorithm.HS256,
                                RunningDemo.SECRET,
                                claims("1 or 1=1", soon).build())));
        forged.put(
                "token_revoked",
                List.of(
                        token(
                                JWSAlgorithm.HS256,
                                RunningDemo.SECRET,
                                claims("999999", soon).build()),
                        token(
                                JWSAlgorithm.HS256,
                                RunningDemo.SECRET,
                                claims("-1", soon).build()),
                        token(
                                JWSAlgorithm.HS256,
                                RunningDemo.SECRET,
                                claims(id, soon).claim("ver", 99).build())));
        forged.put(
                "token_malformed",
                List.of(
                        "a.b.c",
                        "null",
                        "..",
                        encoded64("null") + "." + parts[1] + "." + parts[2],
                        encoded64("[".repeat(4_000)) + "." + parts[1] + "." + parts[2],
                        encoded64("{\"a\":".repeat(1_000)) + ".e30.e30",
                        "x".repeat(6_000)));
        return forged;
    }

    @Test
    void everyForgeryIsRefusedAndLoggedWithItsReason() {
        Person admin = demo.person(Role.ADMIN);
        forged(admin)
                .forEach((reason, tokens) -> tokens.forEach(token -> {
                    Answer answer = client.get(TICKETS, "Authorization", "Bearer " + token);
                    assertThat(answer.status()).as(reason + " " + token).isEqualTo(401);
                    assertThat(answer.text())
                            .as("the answer does not say why")
                            .isEqualTo("{\"detail\":\"The token is not valid, or not any more: log in again.\"}");
                    assertThat(log.assertRefused(answer, reason)).endsWith(" client=127.0.0.1 user=- account=-");
                    if (token.length() > 10) {
                        log.assertSaysNone(token, token.substring(token.length() - 10));
                    }
                }));
        log.assertSaysNone(admin.token(), admin.email());
    }

    @Test
    void onEveryCallEveryForgeryIsRefused() {
        Person admin = demo.person(Role.ADMIN);
        Map<String, List<String>> forged = forged(admin);
        List<String> problems = new ArrayList<>();
        int tried = 0;
        for (String[] route : ServedRoutes.all()) {
            if (FREE.contains(route[0] + " " + route[1])) {
                continue;
            }
            String path = route[1].replaceAll("\\{[^}]+}", "1") + "/";
            for (List<String> tokens : forged.values()) {
                Answer answer = client.send(
                        route[0],
                        path,
                        route[0].equals("GET") || route[0].equals("DELETE") ? null : "{}",
                        "Authorization",
                        "Bearer " + tokens.get(0));
                problems.addAll(problems(route[0] + " " + path, answer, List.of(401), admin.email()));
                tried++;
            }
        }
        assertThat(problems).isEmpty();
        assertThat(tried).isGreaterThan(200);
    }

    @Test
    void severalTokensAreNone() {
        Person maria = demo.person(Role.REQUESTER);
        Person admin = demo.person(Role.ADMIN);
        Raw answer = Raw.request(
                demo.url(),
                "GET " + ME,
                "Authorization: Bearer " + maria.token(),
                "Authorization: Bearer " + admin.token());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(log.about(answer.header("X-Request-Id").orElseThrow()))
                .singleElement()
                .asString()
                .contains("reason=no_token");
        assertThat(Raw.request(
                                demo.url(),
                                "GET " + ME,
                                "Authorization: Bearer " + maria.token() + ", Bearer " + admin.token())
                        .status())
                .isEqualTo(401);
        log.assertSaysNone(maria.token(), admin.token());
    }

    @Test
    void aTokenThatIsTooLongIsRefusedBeforeItIsRead() {
        Raw answer = Raw.request(demo.url(), "GET " + ME, "Authorization: Bearer " + "x".repeat(100_000));
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.body()).contains("detail");
        assertThat(log.refusals()).anyMatch(line -> line.startsWith("refused status=431 reason=broken_request"));
    }

    /** Whoever lost the role, the password or the account has lost the token. */
    @Test
    void aTokenOfBeforeIsVoid() {
        Person agent = demo.person(Role.AGENT);
        Client client = agent.client();
        ok(client.get(ME));
        new Users(demo.source(), Clock.systemUTC())
                .put(new NewUser(agent.email(), "x", Person.PASSWORD), Role.REQUESTER);
        log.assertRefused(client.get(TICKETS), "token_revoked");

        Person maria = demo.person(Role.REQUESTER);
        String other = "another horse " + unused();
        ok(maria.client().patch(ME, json("password", other, "current_password", Person.PASSWORD)));
        log.assertRefused(maria.client().get(TICKETS), "token_revoked");
        log.assertSaysNone(maria.token(), agent.token(), maria.email(), agent.email(), other);
    }

    @Test
    void mayNotIsLoggedWithWhoWasRefused() {
        Person maria = demo.person(Role.REQUESTER);
        String id = ok(maria.client().get(ME)).get("id").asString();
        Answer answer = maria.client().send("POST", "/api/samples/", null);
        assertThat(log.assertRefused(answer, "not_allowed"))
                .isEqualTo("refused status=403 reason=not_allowed method=POST route=/api/samples client=127.0.0.1 user="
                        + id + " account=-");
        log.assertSaysNone(maria.email());
    }
}
