package io.ticketkit.demo.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How many rows are learned from.
 *
 * @param number empty for all
 */
record Size(Optional<Integer> number) {
    static final Size NONE = new Size(Optional.of(0));
    static final Size ALL = new Size(Optional.empty());

    static List<Size> parse(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Size::one)
                .toList();
    }

    private static Size one(String text) {
        if (text.equalsIgnoreCase("all")) {
            return ALL;
        } else if (text.matches("[1-9][0-9]{0,8}")) {
            return new Size(Optional.of(Integer.valueOf(text)));
        }
        throw new CannotEvaluateException(
                "--sizes is wrong at \"" + text + "\": give numbers from 1 on, or all, separated by commas.");
    }

    /** Whether it takes less than there is. */
    boolean isPart(int rows) {
        return number.filter(wanted -> wanted < rows).isPresent();
    }

    @Override
    public String toString() {
        return number.map(String::valueOf).orElse("all");
    }
}
