package io.ticketkit.demo.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.ticketkit.demo.users.NotLoggedInException.Reason;
import io.ticketkit.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef-of-tests-and-longer-than-64-bytes";
    private static final Instant NOW = Instant.parse("2026-11-20T14:30:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final Tokens tokens = new Tokens(SECRET, clock);

    private Optional<Tokens.Claims> read(String token) {
        try {
            return Optional.of(tokens.read(token));
        } catch (NotLoggedInException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String claims(String... changes) {
        String claims = "{'iss':'ticketkit-demo','aud':'ticketkit-demo-api','sub':'7','ver':2,'iat':%d,'exp':%d}"
                .formatted(NOW.getEpochSecond(), NOW.plusSeconds(600).getEpochSecond());
        for (int i = 0; i < changes.length; i += 2) {
            assertThat(claims).contains(changes[i]);
            claims = claims.replace(changes[i], changes[i + 1]);
        }
        return claims.replace('\'', '"');
    }

    private static String signed(JWSAlgorithm algorithm, String secret, String claims) {
        try {
            JWSObject token = new JWSObject(new JWSHeader(algorithm), new Payload(claims));
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasIssuedIsReadUntilItsTimeIsOver() {
        String token = tokens.issue(7, 2);
        assertThat(read(token)).contains(new Tokens.Claims(7, 2));
        clock.advance(Tokens.LIFETIME.minusSeconds(1));
        assertThat(read(token)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(read(token)).isEmpty();
    }

    /** The base of the forgeries below: it would be accepted. */
    @Test
    void whatIsSignedLikeOursIsRead() {
        assertThat(read(signed(JWSAlgorithm.HS256, SECRET, claims()))).contains(new Tokens.Claims(7, 2));
    }

    @Test
    void otherKeysAreRefused() {
        String other = SECRET.replace('0', '1');
        assertThat(read(signed(JWSAlgorithm.HS256, other, claims()))).isEmpty();
        assertThatThrownBy(() -> new Tokens(other, clock).read(tokens.issue(7, 2)))
                .isInstanceOf(NotLoggedInException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS384", "HS512"})
    void otherAlgorithmsAreRefusedThoughTheKeyIsRight(String name) {
        assertThat(read(signed(JWSAlgorithm.parse(name), SECRET, claims()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"NONE\",\"typ\":\"JWT\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"ES256\"}",
                "{\"alg\":\"dir\",\"enc\":\"A128GCM\"}",
                "{\"alg\":\"\"}",
                "{}",
                "[]",
                "null",
                "#",
                "1",
                "\"\"",
                "no json"
            })
    void otherHeadersAreRefused(String header) {
        String ours = tokens.issue(7, 2);
        String signature = ours.substring(ours.lastIndexOf('.'));
        String token = encoded(header) + "." + encoded(claims());
        assertThat(read(token)).isEmpty();
        assertThat(read(token + ".")).isEmpty();
        assertThat(read(token + signature)).isEmpty();
        assertThat(read(token + ".AAAA")).isEmpty();
    }

    /** Whose key the token brings itself, or names, must not matter; nor what must be understood and is not. */
    @Test
    void aHeaderCannotChooseTheKey() throws JOSEException {
        String other = "x".repeat(64);
        for (Map.Entry<String, Object> parameter : Map.<String, Object>of(
                        "jwk",
                        Map.of("kty", "oct", "k", encoded(other)),
                        "jku",
                        "https://evil.example/keys",
                        "kid",
                        "../x")
                .entrySet()) {
            String json = encoded("{\"alg\":\"HS256\",\"" + parameter.getKey() + "\":"
                    + (parameter.getValue() instanceof Map
                            ? "{\"kty\":\"oct\",\"k\":\"" + encoded(other) + "\"}"
                            : "\"" + parameter.getValue() + "\"")
                    + "}");
            String content = json + "." + encoded(claims());
            byte[] signature = new MACSigner(other)
                    .sign(new JWSHeader(JWSAlgorithm.HS256), content.getBytes(StandardCharsets.UTF_8))
                    .decode();
            String token =
                    content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
            assertThat(read(token)).as(parameter.getKey()).isEmpty();
        }
        JWSHeader critical = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("bogus"))
                .customParam("bogus", true)
                .build();
        JWSObject token = new JWSObject(critical, new Payload(claims()));
        token.sign(new MACSigner(SECRET));
        assertThat(read(token.serialize())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'ticketkit-demo-api' | 'another'",
                "'aud':'ticketkit-demo-api', | ",
                "'ticketkit-demo', | 'another',",
                "'iss':'ticketkit-demo', | ",
                "'sub':'7', | ",
                "'sub':'7' | 'sub':'none'",
                "'sub':'7' | 'sub':'7; drop table demo_user'",
                "'ver':2, | ",
                "'ver':2 | 'ver':'x'",
                "'ver':2 | 'ver':null",
                "'iat':1795185000, | ",
                "'iat':1795185000 | 'iat':1795186000",
                "'exp':1795185600 | 'exp':1795185000",
                "'exp':1795185600 | 'exp':1",
                "'exp':1795185600 | 'exp':-1",
                "'exp':1795185600 | 'exp':'never'",
                ",'exp':1795185600 | ",
                "'iat':1795185000 | 'nbf':1795186000,'iat':1795185000"
            },
            quoteCharacter = '`')
    void claimsThatAreWrongOrMissingAreRefused(String part, @Nullable String otherwise) {
        String claims = claims(part, otherwise == null ? "" : otherwise);
        assertThat(read(signed(JWSAlgorithm.HS256, SECRET, claims))).isEmpty();
    }

    @Test
    void aChangedTokenIsRefused() {
        String token = tokens.issue(7, 2);
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(read(changed)).as("character %s", i).isEmpty();
        }
        assertThat(read(token + "." + token)).isEmpty();
        assertThat(read(token.substring(0, token.length() - 4))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "null",
                "\u0000",
                "e30.e30.e30",
                "bnVsbA.x",
                "bnVsbA.x.",
                "bnVsbA.bnVsbA.bnVsbA"
            })
    void nonsenseIsRefused(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(read(text.repeat(1000))).isEmpty();
    }

    @Test
    void aShortSecretIsNone() {
        assertThatThrownBy(() -> new Tokens("x".repeat(31), clock)).isInstanceOf(IllegalArgumentException.class);
    }

    /** For the log: who calls learns nothing of it. */
    @Test
    void whyATokenIsRefused() {
        String ours = tokens.issue(7, 2);
        String unsigned = encoded("{\"alg\":\"none\"}") + "." + encoded(claims()) + ".";
        assertThat(reason(signed(JWSAlgorithm.HS256, SECRET.replace('0', '1'), claims())))
                .isEqualTo(Reason.TOKEN_FORGED);
        assertThat(reason(signed(JWSAlgorithm.HS512, SECRET, claims()))).isEqualTo(Reason.TOKEN_ALGORITHM);
        assertThat(reason(unsigned)).isEqualTo(Reason.TOKEN_ALGORITHM);
        assertThat(reason("a.b.c")).isEqualTo(Reason.TOKEN_MALFORMED);
        assertThat(reason(encoded("[".repeat(5_000)) + ".e30.e30")).isEqualTo(Reason.TOKEN_MALFORMED);
        assertThat(reason(signed(JWSAlgorithm.HS256, SECRET, claims("'sub':'7'", "'sub':'x'"))))
                .isEqualTo(Reason.TOKEN_CLAIMS);
        assertThat(reason(signed(JWSAlgorithm.HS256, SECRET, claims("'ticketkit-demo-api'", "'other'"))))
                .isEqualTo(Reason.TOKEN_CLAIMS);
        clock.advance(Tokens.LIFETIME);
        assertThat(reason(ours)).isEqualTo(Reason.TOKEN_EXPIRED);
    }

    private Reason reason(String token) {
        try {
            throw new AssertionError("accepted: " + tokens.read(token));
        } catch (NotLoggedInException e) {
            return e.reason();
        }
    }
}
