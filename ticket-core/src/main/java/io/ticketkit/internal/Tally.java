package io.ticketkit.internal;

import io.ticketkit.Deadline;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.spi.JobSpending;
import java.math.BigDecimal;
import java.time.Duration;

/** Counts what one run does, on top of what was done before. Written by one thread, read by any. */
final class Tally {
    private volatile Deadline since = Deadline.after(Duration.ZERO);
    private volatile ProcessingProgress latest =
            ProcessingProgress.builder(ProcessingState.RUNNING).build();
    /** Below zero while tickets are finished of a page that nobody has yet said was read: it could be claimed once it was stored. */
    private long waiting;

    void begin(ProcessingProgress before) {
        since = Deadline.after(Duration.ZERO);
        waiting = before.waiting();
        latest = before;
    }

    /** More waits. */
    void read(int more, boolean toEnd) {
        waiting += more;
        latest = latest.toBuilder()
                .waiting(Math.max(0, waiting))
                .readToEnd(toEnd)
                .build();
    }

    void spend(JobSpending spent) {
        BigDecimal cost = latest.cost().add(spent.cost());
        latest = latest.toBuilder()
                .cost(cost, latest.unknownCosts() + spent.unknownCosts(), latest.lost() + spent.lost())
                .build();
    }

    /** What waited does not any more. */
    void finish(ProcessedTicket ticket) {
        long done = latest.done();
        long unwritten = latest.unwritten();
        long setAside = latest.setAside();
        switch (ticket.outcome()) {
            case DONE -> done++;
            case UNWRITTEN -> unwritten++;
            case SET_ASIDE -> setAside++;
        }
        waiting--;
        latest = latest.toBuilder()
                .waiting(Math.max(0, waiting))
                .finished(done, unwritten, setAside)
                .build();
    }

    Duration elapsed() {
        return since.elapsed();
    }

    ProcessingProgress progress() {
        return latest.toBuilder().elapsed(elapsed()).build();
    }
}
