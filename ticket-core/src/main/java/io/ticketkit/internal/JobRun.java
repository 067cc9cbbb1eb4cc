package io.ticketkit.internal;

import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingProgress;
import java.util.function.Consumer;

/** One go at a job. */
final class JobRun extends OneRun {
    private final JobLoop.Job job;

    JobRun(JobLoop.Job job) {
        super(job.work());
        this.job = job;
    }

    @Override
    int threads() {
        // while some are asked about, as many others are stored and written back; and one reads
        return 2 * work.options().concurrency() + 1;
    }

    @Override
    String soFar() {
        return "what was told so far is done";
    }

    @Override
    ProcessingProgress go(Threads threads, Consumer<? super ProcessedTicket> each) throws InterruptedException {
        return new JobLoop(job, threads, each, tally).run();
    }
}
