package io.ticketkit.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.Source;
import io.ticketkit.StorageException;
import io.ticketkit.spi.JobItem;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobQueue;
import io.ticketkit.spi.JobRead;
import io.ticketkit.spi.StoredJob;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one go at a job from the thread of the host: has pages read ahead and items worked on by other threads, which put what is to
 * be done about it into a mailbox. All that is not final belongs to that one thread.
 */
final class JobLoop {
    private static final Logger LOG = LoggerFactory.getLogger(JobLoop.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Engine engine;
    private final JobKey key;
    private final Feed feed;
    private final TicketWork work;
    private final Staging staging;
    private final ProcessingOptions options;
    private final Consumer<? super ProcessedTicket> each;
    private final Tally tally;
    private final BooleanSupplier cancelled;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final ExecutorService workers;
    private final ExecutorService askers;

    /** How many items were finished by this run. */
    private long told;

    private int underWay;
    /** How many of them wait for the model, or are about to: while one is stored and written back, the next is asked about. */
    private int asking;

    private boolean reading;
    private boolean readToEnd;
    /** About how many items wait; whatever other nodes do. */
    private int ahead;

    private int readFailures;
    private Deadline nextRead = Deadline.after(Duration.ZERO);
    private @Nullable End end;
    private @Nullable Throwable thrown;

    /** What is processed, and how. */
    record Job(JobKey key, Feed feed, TicketWork work, Staging staging) {}

    /** How the run ends, once nothing is under way. */
    private record End(ProcessingState state, @Nullable ProcessingFailure failure, boolean ours) {}

    JobLoop(
            Job job,
            ExecutorService workers,
            ExecutorService askers,
            Consumer<? super ProcessedTicket> each,
            Tally tally,
            BooleanSupplier cancelled) {
        this.work = job.work();
        this.engine = work.engine();
        this.options = work.options();
        this.key = job.key();
        this.feed = job.feed();
        this.staging = job.staging();
        this.workers = workers;
        this.askers = askers;
        this.each = each;
        this.tally = tally;
        this.cancelled = cancelled;
    }

    ProcessingProgress run() throws InterruptedException {
        open();
        loop();
        return ended();
    }

    private <T> T write(Function<TicketWriter, T> work) {
        return this.work.patience().run(() -> engine.storage().write(work));
    }

    private void open() {
        String input = feed.fingerprint();
        ProcessingProgress before = write(writer -> {
            StoredJob job = writer.jobs().open(key, input, engine.rules().now());
            if (!job.input().equals(input)) {
                throw new IllegalArgumentException(
                        "The job was begun with another input: give this one another name, or forget that job.");
            }
            return writer.jobs().progress(key).orElseThrow();
        });
        tally.begin(before);
    }

    private void loop() throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            } else if (engine.classification().isClosed()) {
                throw new CancellationException("the kit was closed");
            }
            if (cancelled.getAsBoolean() && end == null) {
                end = new End(ProcessingState.CANCELLED, null, true);
            }
            if (told >= options.limit() && end == null && !isFinished()) {
                end = new End(ProcessingState.CANCELLED, null, true);
            }
            boolean idle = end == null && !look();
            if (underWay == 0 && !reading && (end != null || (idle && isFinished()))) {
                return;
            }
            Runnable mail = mailbox.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            while (mail != null) {
                mail.run();
                mail = mailbox.poll();
            }
        }
    }

    private boolean isFinished() {
        if (readToEnd && !write(writer -> writer.jobs().isUnfinished(key))) {
            end = new End(ProcessingState.DONE, null, true);
        }
        return end != null;
    }

    private record Look(Optional<StoredJob> job, List<JobItem> items) {}

    /** Begins what can be begun; whether anything was due. */
    private boolean look() {
        int most = options.concurrency();
        int free = Math.min(most - asking, 2 * most - underWay);
        free = (int) Math.min(free, options.limit() - told - underWay);
        boolean due = false;
        if (free > 0) {
            Look look = claim(free);
            ProcessingState state = look.job().map(StoredJob::state).orElse(ProcessingState.CANCELLED);
            if (state != ProcessingState.RUNNING) {
                end = new End(state, null, false);
                return false;
            }
            readToEnd = look.job().filter(StoredJob::readToEnd).isPresent();
            look.items().forEach(item -> begin(item));
            due = !look.items().isEmpty();
            ahead = look.items().size() < free ? 0 : Math.max(0, ahead - free);
        }
        if (!reading && !readToEnd && ahead < 2 * options.concurrency() && nextRead.hasPassed()) {
            reading = true;
            execute(() -> read(), () -> reading = false);
        }
        return due;
    }

    private Look claim(int most) {
        boolean asks = engine.classification().asksModel();
        PendingRuns runs = new PendingRuns(engine.storage(), engine.own());
        return runs.around(() -> work.patience().run(() -> {
            runs.again();
            return engine.storage().write(writer -> {
                Instant now = engine.rules().now();
                JobQueue jobs = writer.jobs();
                Optional<StoredJob> job = jobs.find(key);
                List<JobItem> items = job.filter(found -> found.state() == ProcessingState.RUNNING)
                        .map(running -> jobs.claim(key, now, now.plus(options.lease()), asks, most))
                        .orElse(List.of());
                runs.keep(
                        writer,
                        items.stream().flatMap(item -> lost(item).stream()).toList());
                return new Look(job, items);
            });
        }));
    }

    /** The call that somebody was making who never said what came of it. */
    private Optional<ClassificationRun> lost(JobItem item) {
        return Optional.ofNullable(item.lostSince())
                .map(since -> ClassificationRun.builder(key.tenant(), Source.LLM, since)
                        .ticket(item.ticket())
                        .failed(FailureReason.LOST)
                        .build());
    }

    private void begin(JobItem item) {
        underWay++;
        asking++;
        AtomicBoolean waits = new AtomicBoolean(true);
        Runnable asked = () -> asking -= waits.getAndSet(false) ? 1 : 0;
        if (item.lostSince() != null) {
            tally.spend(Spent.on(lost(item).stream().toList(), Duration.ZERO));
        }
        execute(
                () -> {
                    ItemWork.Outcome outcome = new ItemWork(work, askers, item, () -> mailbox.add(asked)).outcome();
                    return () -> finished(outcome);
                },
                () -> {
                    asked.run();
                    underWay--;
                });
    }

    /** Does something on another thread, and then what it returns on this one; before that, something in any case. */
    private void execute(Supplier<Runnable> task, Runnable first) {
        workers.execute(() -> {
            Runnable then;
            try {
                then = task.get();
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                then = () -> failed(e);
            }
            Runnable last = then;
            mailbox.add(() -> {
                first.run();
                last.run();
            });
        });
    }

    /** The run cannot go on. */
    private void failed(Throwable failure) {
        thrown = thrown == null ? failure : thrown;
        end = new End(ProcessingState.STOPPED, ProcessingFailure.STORAGE, true);
    }

    private void finished(ItemWork.Outcome outcome) {
        tally.spend(outcome.spent());
        outcome.result().ifPresentOrElse(result -> tell(result), () -> ahead++);
        ProcessingFailure stop = outcome.stop();
        if (stop != null && end == null) {
            end = new End(ProcessingState.STOPPED, stop, true);
        }
    }

    private void tell(ProcessedTicket result) {
        told++;
        tally.finish(result);
        if (thrown == null) {
            try {
                each.accept(result);
                options.progress().accept(tally.progress());
            } catch (RuntimeException | Error e) {
                thrown = e;
                end = new End(ProcessingState.CANCELLED, null, true);
            }
        }
    }

    private Runnable read() {
        Instant now = engine.rules().now();
        JobRead read = write(writer -> writer.jobs().claimRead(key, now, now.plus(options.lease())))
                .orElse(null);
        if (read == null) {
            return () -> nextRead = Deadline.after(PAUSE);
        }
        try {
            TimedCalls calls = new TimedCalls(askers, options.callTime());
            Feed.Page page = feed.after(read.cursor(), options.pageSize(), calls::call);
            Optional<Staging.Stored> stored = staging.store(read, page);
            return () -> stored(stored);
        } catch (TimedCalls.FailedException e) {
            giveBack(read);
            return () -> readFailed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return () -> {};
        } catch (RuntimeException | Error e) {
            giveBack(read);
            throw e;
        }
    }

    private void giveBack(JobRead read) {
        try {
            write(writer -> {
                writer.jobs().giveBack(read, engine.rules().now());
                return true;
            });
        } catch (StorageException e) {
            LOG.warn("The reading of a job could not be given back; its lease will end: {}", e.getMessage());
        }
    }

    private void stored(Optional<Staging.Stored> stored) {
        readFailures = 0;
        if (stored.isEmpty()) {
            nextRead = Deadline.after(PAUSE);
            return;
        }
        Staging.Stored page = stored.get();
        ahead += page.waiting();
        readToEnd = page.toEnd();
        tally.read(page.waiting() + page.setAside().size(), page.toEnd());
        tally.spend(page.spent());
        page.setAside().forEach(result -> tell(result));
    }

    private void readFailed(TimedCalls.FailedException failure) {
        LOG.warn("The source of job {} failed: {}", key.name(), failure.reason());
        readFailures++;
        if (readFailures >= options.attempts()) {
            end = end == null ? new End(ProcessingState.STOPPED, ProcessingFailure.SOURCE, true) : end;
            return;
        }
        Duration delay = work.patience().backoff().after(readFailures);
        nextRead = Deadline.after(delay.compareTo(failure.pause()) > 0 ? delay : failure.pause());
    }

    private ProcessingProgress ended() {
        Optional<ProcessingProgress> progress = Optional.empty();
        try {
            progress = write(writer -> record(writer.jobs()));
        } catch (RuntimeException e) {
            if (thrown == null) {
                throw e;
            }
            LOG.warn("How a job ended could not be recorded: {}", e.getClass().getName());
        }
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return progress.map(
                        counted -> counted.toBuilder().elapsed(tally.elapsed()).build())
                .orElseGet(tally::progress);
    }

    private Optional<ProcessingProgress> record(JobQueue jobs) {
        End how = end;
        if (how != null && how.ours()) {
            boolean unwritten = how.state() == ProcessingState.DONE
                    && jobs.progress(key)
                            .filter(counted -> counted.unwritten() > 0)
                            .isPresent();
            End real = unwritten ? new End(ProcessingState.STOPPED, ProcessingFailure.SINK, true) : how;
            jobs.end(key, real.state(), real.failure(), engine.rules().now());
        }
        return jobs.progress(key);
    }
}
