package io.ticketkit.demo;

import io.ticketkit.ProcessingRun;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the process is told to end (Ctrl-C), what is under way is finished first. Closed when that is done. */
final class Stopping implements AutoCloseable {
    /** More than asking a model may take. */
    private static final int PATIENCE_SECONDS = 90;

    private final PrintWriter err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private @Nullable ProcessingRun run;
    private boolean told;

    Stopping(PrintWriter err) {
        this.err = err;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** This is what is under way. */
    synchronized void begins(ProcessingRun next) {
        run = next;
        if (told) {
            next.cancel();
        }
    }

    private synchronized void cancel() {
        told = true;
        if (run != null) {
            err.println(System.lineSeparator() + "Stopping: what is under way is finished first.");
            err.flush();
            run.cancel();
        }
    }

    private void stop() {
        cancel();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                err.println("It does not end: what is under way is left.");
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: it waited for this
        }
    }
}
