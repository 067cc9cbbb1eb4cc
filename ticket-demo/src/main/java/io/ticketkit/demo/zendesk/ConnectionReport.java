package io.ticketkit.demo.zendesk;

import java.util.List;

/**
 * What works and what does not, in words for whoever set it up.
 *
 * @param lines in the order they were tried; what comes after something that does not work was not tried
 */
public record ConnectionReport(List<Line> lines) {
    /**
     * One thing.
     *
     * @param works whether it works
     * @param text a sentence; says what to do when it does not work
     */
    public record Line(boolean works, String text) {}

    /** {@return whether all works} */
    public boolean works() {
        return lines.stream().allMatch(Line::works);
    }
}
