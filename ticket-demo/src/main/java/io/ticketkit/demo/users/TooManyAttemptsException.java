package io.ticketkit.demo.users;

import java.time.Duration;

/** Somebody tries too often; nothing was done. */
public final class TooManyAttemptsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    TooManyAttemptsException(Duration wait) {
        // without the stack: there may be very many of them
        super("Too many attempts: try again in " + seconds(wait) + " s.", null, false, false);
        this.seconds = seconds(wait);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** After how many seconds it may go on. */
    public long seconds() {
        return seconds;
    }
}
