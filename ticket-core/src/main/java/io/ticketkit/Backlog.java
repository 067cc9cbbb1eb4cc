package io.ticketkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How old the tickets are that are neither resolved nor closed. Immutable. */
public final class Backlog {
    /** Where one band of ages ends and the next begins; a day is 24 hours here. */
    public static final List<Duration> BOUNDS = List.of(
            Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90));

    private final DurationStats ages;
    private final List<Band> bands;

    private Backlog(DurationStats ages, List<Band> bands) {
        this.ages = ages;
        this.bands = bands;
    }

    /**
     * The tickets of one band of ages.
     *
     * @param from the least age, itself included
     * @param end the age that is too high, or null when none is
     * @param tickets how many
     */
    public record Band(Duration from, @Nullable Duration end, long tickets) {}

    /**
     * A backlog. For storages.
     *
     * @param ages how old they are
     * @param younger how many are younger than each of {@link #BOUNDS}
     * @return the backlog
     * @throws IllegalArgumentException when there is not a number for each bound
     */
    public static Backlog of(DurationStats ages, List<Long> younger) {
        if (younger.size() != BOUNDS.size()) {
            throw new IllegalArgumentException("give a number for each of " + BOUNDS);
        }
        List<Band> bands = new ArrayList<>();
        long before = 0;
        Duration from = Duration.ZERO;
        for (int i = 0; i < BOUNDS.size(); i++) {
            bands.add(new Band(from, BOUNDS.get(i), younger.get(i) - before));
            before = younger.get(i);
            from = BOUNDS.get(i);
        }
        bands.add(new Band(from, null, ages.count() - before));
        return new Backlog(ages, List.copyOf(bands));
    }

    /** {@return how many there are and how old they are; one created by a faster clock has the age zero} */
    public DurationStats ages() {
        return ages;
    }

    /** {@return how many there are of each age, youngest first: one more than there are {@link #BOUNDS}} */
    public List<Band> bands() {
        return bands;
    }

    @Override
    public String toString() {
        return "Backlog[" + ages + ", " + bands + "]";
    }
}
