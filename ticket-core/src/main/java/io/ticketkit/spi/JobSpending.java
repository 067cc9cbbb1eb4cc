package io.ticketkit.spi;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What working on an item took.
 *
 * @param cost what is known of the cost of its calls of models
 * @param unknownCosts how many calls cost an amount that is not known
 * @param lost how many of these were under way when a process ended
 * @param duration how long it took
 */
public record JobSpending(BigDecimal cost, int unknownCosts, int lost, Duration duration) {
    /** Nothing. */
    public static final JobSpending NONE = new JobSpending(BigDecimal.ZERO, 0, 0, Duration.ZERO);

    /**
     * Both together.
     *
     * @param other the other
     * @return the sum
     */
    public JobSpending plus(JobSpending other) {
        return new JobSpending(
                cost.add(other.cost),
                unknownCosts + other.unknownCosts,
                lost + other.lost,
                duration.plus(other.duration));
    }
}
