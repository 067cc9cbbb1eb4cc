package io.ticketkit.llm.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** One question and everything that is sent for it; whoever waits for the answer can give it up. Thread-safe. */
public final class Exchange {
    private final AtomicInteger sent = new AtomicInteger();
    private @Nullable Call call;
    private boolean cancelled;

    /** How many requests were sent. */
    public int sent() {
        return sent.get();
    }

    void countSent() {
        sent.incrementAndGet();
    }

    /** From now on {@code next} is what a cancel ends. */
    synchronized void begin(Call next) throws IOException {
        if (cancelled) {
            throw new InterruptedIOException("given up");
        }
        call = next;
    }

    /** Ends what is under way, and lets nothing begin any more. */
    public void cancel() {
        Call running;
        synchronized (this) {
            cancelled = true;
            running = call;
        }
        if (running != null) {
            running.cancel();
        }
    }
}
