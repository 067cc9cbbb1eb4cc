package io.ticketkit.demo.settings;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether callers must log in.
 *
 * @param secret what tokens are signed with; empty when nobody logs in, and whoever reaches the port may do everything
 * @param requestsPerMinute how many requests one client may make, when callers must log in
 * @param modelCallsPerMinute how many of them may ask a model, of a requester; staff may ten times as often
 * @param registration whether anybody may make an account; else only who runs the demo
 */
public record AuthSettings(
        Optional<String> secret, int requestsPerMinute, int modelCallsPerMinute, boolean registration) {
    private static final String SECRET = "TICKET_JWT_SECRET";
    private static final int SECRET_BYTES = 32;

    static AuthSettings of(Environment environment) {
        boolean on = environment.isSecond("TICKET_AUTH", "off", "on");
        int requests = environment.whole("TICKET_REQUESTS_PER_MINUTE", 1, 1_000_000, 1_200);
        return new AuthSettings(
                on ? Optional.of(secret(environment)) : Optional.empty(),
                requests,
                environment.whole("TICKET_MODEL_CALLS_PER_MINUTE", 1, 1_000_000, 30),
                environment.isOn("TICKET_REGISTRATION"));
    }

    private static String secret(Environment environment) {
        return environment
                .text(SECRET)
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length >= SECRET_BYTES)
                .orElseThrow(() -> Environment.wrong(
                        SECRET,
                        "TICKET_AUTH=on needs one of at least " + SECRET_BYTES
                                + " bytes, for example from: openssl rand -base64 48"));
    }

    /** Whether callers must log in. */
    public boolean isOn() {
        return secret.isPresent();
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "AuthSettings[" + (isOn() ? "on" : "off") + "]";
    }
}
