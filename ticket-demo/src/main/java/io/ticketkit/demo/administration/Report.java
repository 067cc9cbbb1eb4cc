package io.ticketkit.demo.administration;

import java.util.ArrayList;
import java.util.List;

/**
 * What was tried, and what came of it, in words for whoever set it up.
 *
 * @param checks in the order they were made; what comes after one that failed was not tried
 */
public record Report(List<Line> checks) {
    public Report {
        checks = List.copyOf(checks);
    }

    /**
     * One thing that was tried.
     *
     * @param name what, in a word
     * @param ok whether it works
     * @param message a sentence; says what to do when it does not work
     */
    public record Line(String name, boolean ok, String message) {}

    /** {@return whether all works} */
    public boolean ok() {
        return checks.stream().allMatch(Line::ok);
    }

    /** {@return the same, with fields of the API named instead of variables of the environment} */
    Report inFields() {
        List<Line> lines = new ArrayList<>();
        checks.forEach(line -> lines.add(new Line(line.name(), line.ok(), Setting.inFields(line.message()))));
        return new Report(lines);
    }
}
