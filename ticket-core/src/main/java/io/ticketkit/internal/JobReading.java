package io.ticketkit.internal;

import io.ticketkit.Deadline;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.StorageException;
import io.ticketkit.spi.JobEnd;
import io.ticketkit.spi.JobLife;
import io.ticketkit.spi.JobRead;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a job's input, page by page, and stores it: one page at a time, on other threads than the one that asks for it. */
final class JobReading {
    private static final Logger LOG = LoggerFactory.getLogger(JobReading.class);

    private final TicketWork work;
    private final Feed feed;
    private final Staging staging;
    private final ExecutorService askers;

    // what follows belongs to the thread that asks
    private boolean underWay;
    private int failures;
    private Deadline next = Deadline.after(Duration.ZERO);

    /**
     * What came of reading a page.
     *
     * @param stored what was stored; empty when it failed, or when somebody else reads
     * @param failure of the source, or null
     */
    record Outcome(Optional<Staging.Stored> stored, TimedCalls.@Nullable FailedException failure) {}

    JobReading(TicketWork work, Feed feed, Staging staging, ExecutorService askers) {
        this.work = work;
        this.feed = feed;
        this.staging = staging;
        this.askers = askers;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** Whether a page may be read now; then it is said to be under way until it {@link #ended}. */
    boolean begins() {
        boolean begins = !underWay && next.hasPassed();
        underWay |= begins;
        return begins;
    }

    void ended() {
        underWay = false;
    }

    /** When the next page may be read; the end of the job when none may. */
    Optional<JobEnd> failed(Outcome outcome) {
        TimedCalls.FailedException failure = outcome.failure();
        if (failure == null) {
            failures = 0;
            next = Deadline.after(outcome.stored().isPresent() ? Duration.ZERO : JobLoop.PAUSE);
            return Optional.empty();
        }
        if (work.patience().halt().isCalled()) {
            // it was left for that
            return Optional.empty();
        }
        LOG.warn("The source of a job failed: {}", failure.reason());
        failures++;
        if (failure.isForGood() || failures >= work.options().attempts()) {
            return Optional.of(JobEnd.stopped(ProcessingFailure.SOURCE, failure.reason()));
        }
        Duration delay = work.patience().backoff().after(failures);
        next = Deadline.after(delay.compareTo(failure.pause()) > 0 ? delay : failure.pause());
        return Optional.empty();
    }

    /** On another thread. */
    Outcome read(JobLife life) {
        JobRead read = claimed(life).orElse(null);
        if (read == null) {
            return new Outcome(Optional.empty(), null);
        }
        try {
            TimedCalls calls = new TimedCalls(
                    askers, work.options().callTime(), work.patience().halt());
            Feed.Page page = feed.after(read.cursor(), work.options().pageSize(), calls::call);
            return new Outcome(staging.store(read, page), null);
        } catch (TimedCalls.FailedException e) {
            giveBack(read);
            return new Outcome(Optional.empty(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(Optional.empty(), null);
        } catch (Throwable e) {
            giveBack(read);
            throw e;
        }
    }

    private Optional<JobRead> claimed(JobLife life) {
        long token = TicketWork.token();
        AtomicReference<JobRead> before = new AtomicReference<>();
        return work.patience()
                .run(() -> work.engine().storage().write(writer -> {
                    JobRead earlier = before.get();
                    if (earlier != null && writer.jobs().lockRead(earlier)) {
                        // the last attempt was committed after all
                        return Optional.of(earlier);
                    }
                    Optional<JobRead> claimed = writer.jobs().claimRead(life, work.lease(token));
                    claimed.ifPresent(before::set);
                    return claimed;
                }));
    }

    private void giveBack(JobRead read) {
        try {
            work.patience()
                    .run(() -> work.engine().storage().write(writer -> {
                        writer.jobs().giveBack(read, work.engine().rules().now());
                        return true;
                    }));
        } catch (StorageException e) {
            LOG.warn("The reading of a job could not be given back; its lease will end: {}", e.getMessage());
        }
    }
}
