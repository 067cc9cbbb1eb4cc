package io.ticketkit.llm.internal.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long to wait before a request is sent again. */
public final class Backoff {
    /** The longest wait, whatever the other side asks for. */
    public static final Duration CAP = Duration.ofSeconds(10);

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int MAX_DOUBLINGS = 10;

    private Backoff() {}

    /**
     * The wait before a retry.
     *
     * @param asked what the other side asked for: never less, but for the cap
     * @param retry 0 for the first
     * @param random from 0 up to 1: callers that failed together shall not come back together
     */
    public static Duration before(Optional<Duration> asked, int retry, double random) {
        Duration own = min(FIRST.multipliedBy(1L << Math.min(retry, MAX_DOUBLINGS)), CAP);
        Duration jittered = Duration.ofNanos((long) (own.toNanos() * (0.5 + random / 2)));
        return asked.map(wait -> min(wait, CAP)).orElse(jittered);
    }

    /**
     * What the headers ask for: {@code retry-after-ms} (OpenAI, Azure), or {@code Retry-After} in seconds or as a date
     * (RFC 9110, 10.2.3). A date is compared with the other side's own {@code Date}: our clocks may differ.
     */
    public static Optional<Duration> asked(HttpReply reply) {
        return reply.header("retry-after-ms")
                .flatMap(Backoff::number)
                .map(millis -> Duration.ofNanos((long) (millis * 1e6)))
                .or(() -> reply.header("Retry-After").flatMap(value -> retryAfter(value, reply)));
    }

    private static Optional<Duration> retryAfter(String value, HttpReply reply) {
        return number(value)
                .map(seconds -> Duration.ofNanos((long) (seconds * 1e9)))
                .or(() -> date(value)
                        .flatMap(until -> reply.header("Date")
                                .flatMap(Backoff::date)
                                .map(now -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO)));
    }

    /** A number of 0 up to a day in milliseconds; anything else is no number. */
    private static Optional<Double> number(String value) {
        return value.strip().matches("\\d{1,8}(\\.\\d{1,9})?")
                ? Optional.of(Double.valueOf(value.strip()))
                : Optional.empty();
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
