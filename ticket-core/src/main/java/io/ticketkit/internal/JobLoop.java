package io.ticketkit.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.FailureReason;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.Source;
import io.ticketkit.spi.JobEnd;
import io.ticketkit.spi.JobItem;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobLife;
import io.ticketkit.spi.JobQueue;
import io.ticketkit.spi.StoredJob;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
    static final Duration PAUSE = Duration.ofMillis(100);

    private final Engine engine;
    private final JobKey key;
    private final Feed feed;
    private final TicketWork work;
    private final ProcessingOptions options;
    private final Consumer<? super ProcessedTicket> each;
    private final Tally tally;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final OneRun.Threads threads;
    private final JobReading reading;
    /** A new job's, until it is known which one it is. */
    private JobLife life;

    /** How many items were finished by this run. */
    private long told;

    private int underWay;
    /** How many of them wait for the model, or are about to: while one is stored and written back, the next is asked about. */
    private int asking;

    private boolean readToEnd;
    /** About how many items wait; whatever other nodes do. */
    private int ahead;

    private @Nullable End end;
    private @Nullable Throwable thrown;

    /** What is processed, and how. */
    record Job(JobKey key, Feed feed, TicketWork work, Staging staging) {}

    /**
     * How the run ends, once nothing is under way.
     *
     * @param how in words, or null when it is a matter of others: they have ended the job, or it is gone
     */
    private record End(@Nullable JobEnd how) {}

    JobLoop(Job job, OneRun.Threads threads, Consumer<? super ProcessedTicket> each, Tally tally) {
        this.work = job.work();
        this.engine = work.engine();
        this.options = work.options();
        this.key = job.key();
        this.feed = job.feed();
        this.reading = new JobReading(work, feed, job.staging(), threads.askers());
        this.threads = threads;
        this.each = each;
        this.tally = tally;
        this.life = new JobLife(key, TicketWork.token());
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
        JobLife fresh = life;
        ProcessingProgress before = write(writer -> {
            StoredJob job = writer.jobs().open(fresh, input, engine.rules().now());
            if (!job.input().equals(input)) {
                throw new IllegalArgumentException(
                        "The job was begun with another input: give this one another name, or forget that job.");
            }
            life = job.life();
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
            boolean enough = work.patience().halt().isCalled() || (told >= options.limit() && !isFinished());
            if (enough && end == null) {
                end = new End(JobEnd.CANCELLED);
            }
            boolean idle = end == null && !look();
            if (underWay == 0 && !reading.isUnderWay() && (end != null || (idle && isFinished()))) {
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
        if (end == null && readToEnd && !write(writer -> writer.jobs().isUnfinished(life))) {
            end = new End(JobEnd.DONE);
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
            if (!isRunning(look.job())) {
                end = new End(null);
                return false;
            }
            readToEnd = look.job().filter(StoredJob::readToEnd).isPresent();
            look.items().forEach(item -> begin(item));
            due = !look.items().isEmpty();
            ahead = look.items().size() < free ? 0 : Math.max(0, ahead - free);
        }
        if (!readToEnd && ahead < 2 * options.concurrency() && reading.begins()) {
            JobLife whose = life;
            execute(
                    () -> {
                        JobReading.Outcome outcome = reading.read(whose);
                        return () -> read(outcome);
                    },
                    () -> reading.ended());
        }
        return due;
    }

    /** And not another one of the same name, that was begun when ours had been forgotten. */
    private boolean isRunning(Optional<StoredJob> job) {
        return job.filter(found -> found.life().equals(life) && found.state() == ProcessingState.RUNNING)
                .isPresent();
    }

    private Look claim(int most) {
        boolean asks = engine.classification().asksModel();
        long token = TicketWork.token();
        PendingRuns runs = new PendingRuns(engine.storage(), engine.own());
        AtomicReference<List<JobItem>> before = new AtomicReference<>(List.of());
        return runs.around(() -> work.patience()
                .run(() -> engine.storage().write(writer -> {
                    JobQueue jobs = writer.jobs();
                    Optional<StoredJob> job = jobs.find(key);
                    if (!isRunning(job)) {
                        return new Look(job, List.of());
                    }
                    List<JobItem> earlier = Objects.requireNonNullElse(before.get(), List.of());
                    if (!earlier.isEmpty() && jobs.isAt(earlier.get(0))) {
                        // the last attempt was committed after all
                        return new Look(job, earlier);
                    }
                    runs.again();
                    List<JobItem> items = jobs.claim(life, work.lease(token), asks, most);
                    runs.keep(
                            writer,
                            items.stream().flatMap(item -> lost(item).stream()).toList());
                    before.set(items);
                    return new Look(job, items);
                })));
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
                    ItemWork.Outcome outcome =
                            new ItemWork(work, threads.askers(), item, () -> mailbox.add(asked)).outcome();
                    return () -> finished(outcome);
                },
                () -> {
                    asked.run();
                    underWay--;
                });
    }

    /** Does something on another thread, and then what it returns on this one; before that, something in any case. */
    private void execute(Supplier<Runnable> task, Runnable first) {
        threads.workers().execute(() -> {
            Runnable then;
            try {
                then = task.get();
            } catch (Throwable e) {
                // whatever it is: nobody shall wait for ever
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
        end = new End(
                Patience.isOutage(failure)
                        ? JobEnd.stopped(ProcessingFailure.STORAGE, null)
                        : JobEnd.stopped(ProcessingFailure.REFUSED, TimedCalls.nameOf(failure)));
    }

    private void finished(ItemWork.Outcome outcome) {
        tally.spend(outcome.spent());
        outcome.result().ifPresentOrElse(result -> tell(result), () -> ahead++);
        ProcessingFailure stop = outcome.stop();
        if (stop != null && end == null) {
            end = new End(JobEnd.stopped(stop, null));
        }
    }

    private void tell(ProcessedTicket result) {
        told++;
        tally.finish(result);
        if (thrown == null) {
            try {
                each.accept(result);
                options.progress().accept(tally.progress());
            } catch (Throwable e) {
                thrown = e;
                end = new End(JobEnd.CANCELLED);
            }
        }
    }

    private void read(JobReading.Outcome outcome) {
        outcome.stored().ifPresent(page -> {
            ahead += page.waiting();
            readToEnd = page.toEnd();
            tally.read(page.waiting() + page.setAside().size(), page.toEnd());
            tally.spend(page.spent());
            page.setAside().forEach(result -> tell(result));
        });
        Optional<JobEnd> failed = reading.failed(outcome);
        if (end == null) {
            end = failed.map(End::new).orElse(null);
        }
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
        } else if (thrown != null) {
            throw new IllegalStateException("a job failed with what nobody declared", thrown);
        }
        return progress.map(
                        counted -> counted.toBuilder().elapsed(tally.elapsed()).build())
                .orElseGet(tally::progress);
    }

    private Optional<ProcessingProgress> record(JobQueue jobs) {
        JobEnd how = end == null ? null : end.how();
        if (how != null) {
            boolean unwritten = how.state() == ProcessingState.DONE
                    && jobs.progress(key)
                            .filter(counted -> counted.unwritten() > 0)
                            .isPresent();
            jobs.end(
                    life,
                    unwritten ? JobEnd.stopped(ProcessingFailure.SINK, null) : how,
                    engine.rules().now());
        }
        // of another job of that name nothing is ours to tell
        return jobs.find(key).filter(job -> job.life().equals(life)).flatMap(job -> jobs.progress(key));
    }
}
