package io.ticketkit.internal;

import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingRun;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One go at a job: what of it other threads may see. */
final class JobRun implements ProcessingRun {
    private final JobLoop.Job job;
    private final Tally tally = new Tally();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean cancelled;

    JobRun(JobLoop.Job job) {
        this.job = job;
    }

    @Override
    public ProcessingProgress progress() {
        return tally.progress();
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public ProcessingProgress run(Consumer<? super ProcessedTicket> each) {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("This run was run before: ask for another go at the job.");
        }
        ClassificationRunner runner = job.work().engine().classification();
        // while some are asked about, as many others are stored and written back; and one reads
        int threads = 2 * job.work().options().concurrency() + 1;
        ExecutorService workers = runner.newThreads(threads);
        ExecutorService askers = runner.newThreads(threads);
        try {
            return new JobLoop(job, workers, askers, each, tally, () -> cancelled).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted; what was told so far is done");
        } catch (RejectedExecutionException e) {
            // closed between two looks
            throw new CancellationException("the kit was closed; what was told so far is done");
        } finally {
            runner.end(workers);
            runner.end(askers);
        }
    }
}
