package io.ticketkit.llm;

import io.ticketkit.Deadline;
import io.ticketkit.llm.internal.http.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sleeps no time but remembers how long it should have; pauses last until they are ended. */
final class SetTiming implements Timing {
    final List<Duration> slept = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean over;

    /** The pauses that begin from now on are over at once. */
    void endPauses() {
        over = true;
    }

    @Override
    public Deadline after(Duration duration) {
        pauses.add(duration);
        return Deadline.after(over ? Duration.ZERO : duration);
    }

    @Override
    public void sleep(Duration duration) {
        slept.add(duration);
    }

    @Override
    public double random() {
        return 0.5;
    }
}
