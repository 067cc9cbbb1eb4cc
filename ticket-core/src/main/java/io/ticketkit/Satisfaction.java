package io.ticketkit;

import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** How satisfied people were with the help on tickets. Immutable. */
public final class Satisfaction {
    private final SortedMap<Integer, Long> byScore;

    private Satisfaction(SortedMap<Integer, Long> byScore) {
        this.byScore = Collections.unmodifiableSortedMap(byScore);
    }

    /**
     * From the numbers of ratings. For storages.
     *
     * @param given how many there are of each score; what is missing is none
     * @return the figures
     */
    public static Satisfaction of(SortedMap<Integer, Long> given) {
        SortedMap<Integer, Long> all = new TreeMap<>(given);
        for (int score = 1; score <= Rating.BEST; score++) {
            all.putIfAbsent(score, 0L);
        }
        return new Satisfaction(all);
    }

    /** {@return how many ratings there are: one for each ticket that was rated} */
    public long count() {
        return byScore.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return the mean score: 1 to {@link Rating#BEST}, or empty when there are no ratings} */
    public OptionalDouble mean() {
        long sum = byScore.entrySet().stream()
                .mapToLong(score -> score.getKey() * score.getValue())
                .sum();
        return count() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum / count());
    }

    /** {@return how many ratings there are of each score, from 1 to {@link Rating#BEST}, also where there are none} */
    public SortedMap<Integer, Long> byScore() {
        return byScore;
    }

    @Override
    public String toString() {
        return "Satisfaction" + byScore;
    }
}
