package io.ticketkit.setup;

import io.ticketkit.OutboxHandler;
import io.ticketkit.internal.DeliverySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** To whom events are delivered, and how. Immutable. */
public final class Outbox {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MAX_BATCH = 500;
    private static final int MAX_CALLS = 32;
    private static final int MAX_ATTEMPTS = 100;

    private final List<OutboxHandler> handlers;
    private final @Nullable ScheduledExecutorService executor;
    private final Duration every;
    private final DeliverySettings settings;

    private Outbox(
            List<OutboxHandler> handlers,
            @Nullable ScheduledExecutorService executor,
            Duration every,
            DeliverySettings settings) {
        this.handlers = handlers;
        this.executor = executor;
        this.every = every;
        this.settings = settings;
    }

    /**
     * Delivery that happens {@link #onTick()}. Every kit that writes to the same storage needs the same handlers, also one
     * that never delivers: it writes events for those it has.
     *
     * @param handlers one or more, each with a name of its own
     * @return that delivery
     * @throws IllegalArgumentException when there is none, or a name is not allowed or used twice
     */
    public static Outbox to(OutboxHandler... handlers) {
        List<OutboxHandler> all = List.of(handlers);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("an outbox needs a handler");
        }
        List<String> names = all.stream().map(OutboxHandler::name).toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "the name of a handler is 1 to 64 letters (A to Z), digits, '-', '_' or '.'");
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("two handlers have the same name");
        }
        return new Outbox(all, null, Duration.ofSeconds(1), DeliverySettings.STANDARD);
    }

    /** {@return delivery that happens whenever the host calls {@link io.ticketkit.OutboxWorker#tick()}; the default} */
    public Outbox onTick() {
        return new Outbox(handlers, null, every, settings);
    }

    /**
     * Delivery that happens by itself, every second, until nothing is due any more; each handler for itself, meanwhile it
     * keeps one thread busy. With as many threads as there are handlers a slow one holds up no other.
     *
     * @param value whose threads; stays the host's and is never shut down. {@link TicketKit#close()} cancels what was
     *     scheduled on it
     * @return a new object
     */
    public Outbox on(ScheduledExecutorService value) {
        return new Outbox(handlers, value, every, settings);
    }

    /**
     * Sets the pause after nothing was left to do. Without an executor it plays no part. Default: 1 second.
     *
     * @param value 10 milliseconds to a day
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Outbox every(Duration value) {
        check("every", value, Duration.ofMillis(10), Duration.ofDays(1));
        return new Outbox(handlers, executor, value, settings);
    }

    /**
     * Sets how many events, of as many tickets, a node claims at once for a handler: after a crash it is at most these that
     * are delivered a second time. Default: 32.
     *
     * @param value 1 to 500
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Outbox batch(int value) {
        check("batch", value, MAX_BATCH);
        DeliverySettings s = settings;
        return with(new DeliverySettings(
                value, s.callsAtOnce(), s.handlerTime(), s.lease(), s.attempts(), s.firstDelay(), s.longestDelay()));
    }

    /**
     * Sets how many calls of a handler there are at once on a node. Default: 4.
     *
     * @param value 1 to 32
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Outbox callsAtOnce(int value) {
        check("callsAtOnce", value, MAX_CALLS);
        DeliverySettings s = settings;
        return with(new DeliverySettings(
                s.batch(), value, s.handlerTime(), s.lease(), s.attempts(), s.firstDelay(), s.longestDelay()));
    }

    /**
     * Sets how long a handler may take for one event; then it is interrupted, and the event counts as failed. Default: 30
     * seconds.
     *
     * @param value 100 milliseconds to an hour; less than the {@link #lease}
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Outbox handlerTime(Duration value) {
        check("handlerTime", value, Duration.ofMillis(100), Duration.ofHours(1));
        DeliverySettings s = settings;
        return with(new DeliverySettings(
                s.batch(), s.callsAtOnce(), value, s.lease(), s.attempts(), s.firstDelay(), s.longestDelay()));
    }

    /**
     * Sets how long what a node has claimed is its own: so long its tickets wait after a crash. It is not prolonged: what
     * could not be begun in time is given back. Default: 2 minutes.
     *
     * @param value 1 second to a day; more than the {@link #handlerTime}
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Outbox lease(Duration value) {
        check("lease", value, Duration.ofSeconds(1), Duration.ofDays(1));
        DeliverySettings s = settings;
        return with(new DeliverySettings(
                s.batch(), s.callsAtOnce(), s.handlerTime(), value, s.attempts(), s.firstDelay(), s.longestDelay()));
    }

    /**
     * Sets after how many failed attempts an event is a dead letter. Default: 10.
     *
     * @param value 1 to 100
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Outbox attempts(int value) {
        check("attempts", value, MAX_ATTEMPTS);
        DeliverySettings s = settings;
        return with(new DeliverySettings(
                s.batch(), s.callsAtOnce(), s.handlerTime(), s.lease(), value, s.firstDelay(), s.longestDelay()));
    }

    /**
     * Sets how long is waited after a failed attempt: after each three times as long as before, less up to a quarter by
     * chance. Default: 10 seconds to 6 hours, which with 10 attempts makes some 15 hours.
     *
     * @param first after the first attempt: 1 millisecond to a day
     * @param longest the longest, not less than the first, at most 7 days
     * @return a new object
     * @throws IllegalArgumentException when one is out of range
     */
    public Outbox backOff(Duration first, Duration longest) {
        check("first", first, Duration.ofMillis(1), Duration.ofDays(1));
        check("longest", longest, first, Duration.ofDays(7));
        DeliverySettings s = settings;
        return with(new DeliverySettings(
                s.batch(), s.callsAtOnce(), s.handlerTime(), s.lease(), s.attempts(), first, longest));
    }

    private Outbox with(DeliverySettings value) {
        return new Outbox(handlers, executor, every, value);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be between 1 and " + most);
        }
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be between " + least + " and " + most);
        }
    }

    List<OutboxHandler> handlers() {
        return handlers;
    }

    Optional<ScheduledExecutorService> executor() {
        return Optional.ofNullable(executor);
    }

    Duration every() {
        return every;
    }

    /** How, checked as a whole. */
    DeliverySettings settings() {
        if (settings.lease().compareTo(settings.handlerTime()) <= 0) {
            throw new IllegalStateException("outbox(…): the lease must be longer than the time of a handler.");
        }
        return settings;
    }
}
