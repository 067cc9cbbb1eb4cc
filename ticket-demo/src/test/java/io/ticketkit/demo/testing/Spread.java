package io.ticketkit.demo.testing;

import java.util.Arrays;

/** How far figures of the same thing lie apart. */
public record Spread(double least, double median, double most) {
    /** All 0 when there are none; of an even number, the median is between the two in the middle. */
    public static Spread of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        return count == 0
                ? new Spread(0, 0, 0)
                : new Spread(sorted[0], (sorted[(count - 1) / 2] + sorted[count / 2]) / 2, sorted[count - 1]);
    }
}
