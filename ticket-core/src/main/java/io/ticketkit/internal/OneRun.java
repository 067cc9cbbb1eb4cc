package io.ticketkit.internal;

import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingRun;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What all goes at a job have in common: each is made once, on threads that end with it, and may be seen and ended by others. */
abstract class OneRun implements ProcessingRun {
    final TicketWork work;
    final Tally tally = new Tally();
    private final AtomicBoolean begun = new AtomicBoolean();

    OneRun(TicketWork work) {
        this.work = work;
    }

    /** Does it; new threads are as many as are asked for. */
    abstract ProcessingProgress go(Threads threads, Consumer<? super ProcessedTicket> each) throws InterruptedException;

    /** How many threads work; as many others call what may not come back. */
    abstract int threads();

    /** What of the results stays so when the run breaks off. */
    abstract String soFar();

    /**
     * Threads of a run.
     *
     * @param workers work
     * @param askers call models, sources and sinks, and may be left behind
     */
    record Threads(ExecutorService workers, ExecutorService askers) {}

    final Halt halt() {
        return work.patience().halt();
    }

    @Override
    public final ProcessingProgress progress() {
        return tally.progress();
    }

    @Override
    public final void cancel() {
        halt().call();
    }

    @Override
    public final ProcessingProgress run(Consumer<? super ProcessedTicket> each) {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("This run was run before: ask for another go at the job.");
        }
        ClassificationRunner runner = work.engine().classification();
        Threads threads = new Threads(runner.newThreads(threads()), runner.newThreads(threads()));
        runner.watch(halt());
        try {
            return go(threads, each);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted; " + soFar());
        } catch (RejectedExecutionException e) {
            // closed between two looks
            throw new CancellationException("the kit was closed; " + soFar());
        } finally {
            runner.unwatch(halt());
            runner.end(threads.workers());
            runner.end(threads.askers());
        }
    }
}
