package io.ticketkit.demo.users;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nobody knows who calls. The message is the same for all reasons that one could learn something from; the reason is for
 * the log alone.
 */
public final class NotLoggedInException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public enum Reason {
        /** Nothing that could be a token. */
        NO_TOKEN,
        /** No token of any form. */
        TOKEN_MALFORMED,
        /** Not signed, or in another way than ours are. */
        TOKEN_ALGORITHM,
        /** Not signed by us. */
        TOKEN_FORGED,
        /** Its time is over. */
        TOKEN_EXPIRED,
        /** Signed by us, but for something else. */
        TOKEN_CLAIMS,
        /** The account is gone, or got another password or role. */
        TOKEN_REVOKED,
        /** No account of this address has this password. */
        LOGIN_FAILED;

        /** As the log has it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;
    private final @Nullable String account;

    private NotLoggedInException(String message, Reason reason, @Nullable String account) {
        // without the stack: there may be very many of them
        super(message, null, false, false);
        this.reason = reason;
        this.account = account;
    }

    static NotLoggedInException wrongPassword(String mark) {
        return new NotLoggedInException("The email address or the password is wrong.", Reason.LOGIN_FAILED, mark);
    }

    public static NotLoggedInException noToken() {
        return new NotLoggedInException(
                "Log in first, and send the token as \"Authorization: Bearer …\".", Reason.NO_TOKEN, null);
    }

    static NotLoggedInException voidToken(Reason reason) {
        return new NotLoggedInException("The token is not valid, or not any more: log in again.", reason, null);
    }

    /** Whether there was a token, which is void. */
    public boolean isTokenGiven() {
        return reason != Reason.NO_TOKEN && reason != Reason.LOGIN_FAILED;
    }

    public Reason reason() {
        return reason;
    }

    /** By what the log tells an account from others; nothing else is learned from it. */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }
}
