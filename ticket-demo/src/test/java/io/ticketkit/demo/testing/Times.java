package io.ticketkit.demo.testing;

import java.util.Arrays;
import java.util.Collection;

/** How long many calls took. Immutable. */
public final class Times {
    private final int[] sorted;

    private Times(int[] sorted) {
        this.sorted = sorted;
    }

    /** Those of the first so many elements, in microseconds. */
    public static Times ofMicros(int[] micros, int count) {
        int[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    /** All of them as one. */
    public static Times together(Collection<Times> parts) {
        int[] all =
                parts.stream().flatMapToInt(part -> Arrays.stream(part.sorted)).toArray();
        return ofMicros(all, all.length);
    }

    public int count() {
        return sorted.length;
    }

    /** So many milliseconds at most took this share of the calls, 0.5 being the median; 0 when there are none. */
    public double millis(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)] / 1000.0;
    }

    public double longestMillis() {
        return millis(1);
    }
}
