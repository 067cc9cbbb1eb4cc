package io.ticketkit.demo.users;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody tries too often; nothing was done. */
public final class TooManyAttemptsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final long seconds;
    private final @Nullable String account;

    TooManyAttemptsException(String what, Duration wait) {
        this(what, Math.max(1, wait.plusMillis(999).toSeconds()), null);
    }

    private TooManyAttemptsException(String what, long seconds, @Nullable String account) {
        // without the stack: there may be very many of them
        super("Too many attempts: try again in " + seconds + " s.", null, false, false);
        this.what = what;
        this.seconds = seconds;
        this.account = account;
    }

    /** The same, about an account. */
    TooManyAttemptsException about(String mark) {
        return new TooManyAttemptsException(what, seconds, mark);
    }

    /** After how many seconds it may go on. */
    public long seconds() {
        return seconds;
    }

    /** What was tried too often, in a word or two for the log. */
    public String what() {
        return what;
    }

    /** By what the log tells an account from others; nothing else is learned from it. */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }
}
