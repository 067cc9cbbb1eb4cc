package io.ticketkit.demo.users;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.ticketkit.demo.users.NotLoggedInException.Reason;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of those who logged in: signed with HMAC-SHA256 and nothing else, good for an hour. A token names the account and
 * the version of its rights; what those are is looked up for each request.
 */
final class Tokens {
    static final Duration LIFETIME = Duration.ofHours(1);

    private static final String ISSUER = "ticketkit-demo";
    private static final String AUDIENCE = "ticketkit-demo-api";
    private static final String VERSION = "ver";
    /** Between clocks of nodes. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Clock clock;
    private final MACSigner signer;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** Whom a token names, and the version of this person's rights when it was made. */
    record Claims(long user, int version) {}

    Tokens(String secret, Clock clock) {
        this.clock = clock;
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        try {
            this.signer = new MACSigner(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the secret is too short", e);
        }
        processor.setJWSKeySelector(
                new SingleKeyJWSKeySelector<>(JWSAlgorithm.HS256, new SecretKeySpec(key, "HmacSHA256")));
        processor.setJWTClaimsSetVerifier(new Verifier(clock));
    }

    String issue(long user, int version) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(Long.toString(user))
                .claim(VERSION, version)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    /**
     * What a token says.
     *
     * @throws NotLoggedInException when it is not one of ours, or its time is over
     */
    Claims read(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            Integer version = claims.getIntegerClaim(VERSION);
            if (version == null) {
                throw NotLoggedInException.voidToken(Reason.TOKEN_CLAIMS);
            }
            return new Claims(Long.parseLong(claims.getSubject()), version);
        } catch (ExpiredJWTException e) {
            throw NotLoggedInException.voidToken(Reason.TOKEN_EXPIRED);
        } catch (BadJWTException e) {
            throw NotLoggedInException.voidToken(Reason.TOKEN_CLAIMS);
        } catch (BadJWSException e) {
            throw NotLoggedInException.voidToken(Reason.TOKEN_FORGED);
        } catch (BadJOSEException | JOSEException e) {
            // not signed, or with another key or algorithm than the one there is
            throw NotLoggedInException.voidToken(Reason.TOKEN_ALGORITHM);
        } catch (NotLoggedInException e) {
            throw e;
        } catch (NumberFormatException e) {
            throw NotLoggedInException.voidToken(Reason.TOKEN_CLAIMS);
        } catch (ParseException | RuntimeException e) {
            // the parser trips over some that are no tokens at all
            throw NotLoggedInException.voidToken(Reason.TOKEN_MALFORMED);
        }
    }

    private static final class Verifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        Verifier(Clock clock) {
            super(AUDIENCE, new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("sub", "iat", "exp", VERSION));
            this.clock = clock;
            setMaxClockSkew(0);
        }

        @Override
        public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws BadJWTException {
            super.verify(claims, context);
            if (claims.getIssueTime().toInstant().isAfter(clock.instant().plus(SKEW))) {
                throw new BadJWTException("issued in the future");
            }
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
