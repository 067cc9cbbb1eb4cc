package io.ticketkit;

import java.time.Duration;

/** Thrown by a {@link TicketSource} or a {@link TicketSink} that should be left alone for a while. */
public final class TryAgainLaterException extends Exception {
    private static final long serialVersionUID = 1L;

    /** How long; never longer than an hour. */
    private final Duration after;

    /**
     * Asks for a pause, as a {@code Retry-After} does.
     *
     * @param after how long; less than nothing is nothing, more than an hour is an hour
     */
    public TryAgainLaterException(Duration after) {
        super("It asked to be left alone for a while.");
        Duration hour = Duration.ofHours(1);
        this.after = after.isNegative() ? Duration.ZERO : after.compareTo(hour) > 0 ? hour : after;
    }

    /** {@return how long: zero to an hour} */
    public Duration after() {
        return after;
    }
}
