package io.ticketkit.internal;

import java.time.Duration;

/**
 * How events are delivered to one handler.
 *
 * @param batch how many are claimed at once
 * @param callsAtOnce how many are handled at once
 * @param handlerTime how long the handler may take for one
 * @param lease how long a claim is the node's own; longer than the handler's time
 * @param attempts after how many failed ones an event is dead
 * @param firstDelay how long is waited after the first of them
 * @param longestDelay how long is waited at most
 */
public record DeliverySettings(
        int batch,
        int callsAtOnce,
        Duration handlerTime,
        Duration lease,
        int attempts,
        Duration firstDelay,
        Duration longestDelay) {
    /** The default: 32 at once, 4 calls, 30 seconds each, 2 minutes, 10 attempts, 10 seconds to 6 hours. */
    public static final DeliverySettings STANDARD = new DeliverySettings(
            32, 4, Duration.ofSeconds(30), Duration.ofMinutes(2), 10, Duration.ofSeconds(10), Duration.ofHours(6));

    /** {@return how long after claiming something may still be begun: half of the spare time is left for recording} */
    Duration beginning() {
        return lease.minus(handlerTime).dividedBy(2);
    }
}
