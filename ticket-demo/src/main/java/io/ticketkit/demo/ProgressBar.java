package io.ticketkit.demo;

import java.io.PrintWriter;
import java.time.*;
import java.util.Locale;

/** How far something is: one line that changes on a terminal, elsewhere a line at every tenth. */
final class ProgressBar {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private final int total;
    private final Clock clock;
    private final Instant start;
    private int tenths;

    ProgressBar(PrintWriter out, boolean terminal, int total, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
        this.clock = clock;
        this.start = clock.instant();
    }

    void at(int done) {
        at(done, total);
    }

    /** The same where it was not known of how many. */
    void at(int done, int total) {
        int tenth = (int) (10L * done / total);
        if (terminal || tenth > tenths) {
            tenths = tenth;
            double rate = done / seconds();
            int filled = (int) ((long) WIDTH * done / total);
            out.print(terminal ? "\r[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " : "");
            out.printf(Locale.ROOT, "%3d%%  %,d of %,d, ", 100L * done / total, done, total);
            out.printf(Locale.ROOT, "%,.0f/s, %.0f s left", rate, (total - done) / rate);
            out.print(terminal && done < total ? "  " : System.lineSeparator());
            out.flush();
        }
    }

    /** Since the start, and more than none. */
    double seconds() {
        return Math.max(1, Duration.between(start, clock.instant()).toMillis()) / 1000.0;
    }
}
