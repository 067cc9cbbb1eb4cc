package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Classifier;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Taxonomy;
import io.ticketkit.assist.TitleSuggester;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Always answers, within the deadline: first asks the host's classifier, on a thread that can be left behind when it does
 * not come back, then the offline one.
 */
public final class ClassificationRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClassificationRunner.class);
    private static final int MAX_CONCURRENT = 32;
    /** So that a classifier that keeps to the deadline can still tell why it gave up, and what that cost. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final @Nullable Classifier first;
    private final Classifier offline;
    private final TitleSuggester titles;
    private final Duration limit;
    private final Clock clock;
    private final Set<ExecutorService> started = ConcurrentHashMap.newKeySet();
    private final Set<Halt> watched = ConcurrentHashMap.newKeySet();
    private final @Nullable ExecutorService threads;
    private volatile boolean closed;

    /**
     * Fixes who is asked.
     *
     * @param first asked first, within the limit, or null for nobody
     * @param offline asked for what is missing then
     * @param titles suggests titles
     * @param limit how long all may take
     * @param clock tells when they are asked
     */
    public ClassificationRunner(
            @Nullable Classifier first, Classifier offline, TitleSuggester titles, Duration limit, Clock clock) {
        this.first = first;
        this.offline = offline;
        this.titles = titles;
        this.limit = limit;
        this.clock = clock;
        this.threads = first == null ? null : newThreads(0, MAX_CONCURRENT, new SynchronousQueue<>());
    }

    /** Threads that end with the caller's work ({@link #end}), or with this; what is too much for them waits. */
    ExecutorService newThreads(int most) {
        ThreadPoolExecutor made = newThreads(most, most, new LinkedBlockingQueue<>());
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    private ThreadPoolExecutor newThreads(int least, int most, BlockingQueue<Runnable> queue) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor made = new ThreadPoolExecutor(least, most, 10, TimeUnit.SECONDS, queue, task -> {
            Thread thread = new Thread(task, "ticketkit-classifier-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        started.add(made);
        return made;
    }

    void end(ExecutorService made) {
        made.shutdownNow();
        started.remove(made);
    }

    /** Is called when this is closed, until it is {@link #unwatch let go}. */
    void watch(Halt halt) {
        watched.add(halt);
        if (closed) {
            halt.call();
        }
    }

    void unwatch(Halt halt) {
        watched.remove(halt);
    }

    /** Whether anybody is asked before the offline classifier. */
    boolean asksFirst() {
        return first != null;
    }

    /** Whether who is asked first may cost money of which nobody knows when the process ends. */
    boolean asksModel() {
        return first != null && first.source() == Source.LLM;
    }

    boolean isClosed() {
        return closed;
    }

    /** Asks everybody. The taxonomy, tenant and text of the draft request are kept, its deadline is ours. */
    Classification classify(ClassificationRequest.Builder text) {
        return classify(text, threads);
    }

    /** The same, with the first classifier on other threads. */
    Classification classify(ClassificationRequest.Builder text, @Nullable ExecutorService askers) {
        ClassificationRequest request = text.deadline(Deadline.after(limit)).build();
        List<ClassificationRun> runs = new ArrayList<>();
        return complete(askFirst(request, runs, askers), runs, request);
    }

    /** Asks only the offline classifier. */
    Classification classifyOffline(ClassificationRequest.Builder text) {
        ClassificationRequest request = text.deadline(Deadline.after(limit)).build();
        return complete(Optional.empty(), new ArrayList<>(), request);
    }

    /** Fills what an answer the host already had leaves out. */
    Classification complete(Classification given, ClassificationRequest.Builder text) {
        ClassificationRequest request = text.deadline(Deadline.after(limit)).build();
        List<ClassificationRun> runs = new ArrayList<>(given.runs());
        if (runs.isEmpty()) {
            runs.add(Asked.ofAnswer(request, given, clock.instant()).build());
        }
        return complete(Optional.of(given), runs, request);
    }

    /** A title for an answer that has none, or one that is of no use. */
    Classification withTitle(Classification answer, String description) {
        return answer.toBuilder()
                .title(answer.title().flatMap(Titles::usable).orElseGet(() -> suggestTitle(description)))
                .build();
    }

    String suggestTitle(String description) {
        return Titles.suggest(titles, description);
    }

    private Classification complete(
            Optional<Classification> answer, List<ClassificationRun> runs, ClassificationRequest request) {
        Classification known = answer.map(a -> onlyKnown(a, request.taxonomy())).orElse(null);
        if (known == null || !known.isComplete()) {
            Classification fill = askOffline(request, runs)
                    .map(a -> onlyKnown(a, request.taxonomy()).withMissingFrom(nothingKnown(request.taxonomy())))
                    .orElseGet(() -> nothingKnown(request.taxonomy()));
            known = known == null ? fill : known.withMissingFrom(fill);
        }
        return known.toBuilder().runs(runs).build();
    }

    private Optional<Classification> askFirst(
            ClassificationRequest request, List<ClassificationRun> runs, @Nullable ExecutorService askers) {
        if (first == null || askers == null) {
            return Optional.empty();
        }
        Asked.Outcome outcome = begin(request, first, askers).outcome();
        runs.add(outcome.run());
        return outcome.answer();
    }

    /** The host's classifier being asked. */
    interface Inquiry {
        /** Waits until there is an answer, it failed, or the deadline has passed. */
        Asked.Outcome outcome();
    }

    /** Asks only the host's classifier, and does not wait for it. */
    Inquiry begin(ClassificationRequest.Builder text) {
        ClassificationRequest request = text.deadline(Deadline.after(limit)).build();
        return begin(request, Objects.requireNonNull(first), Objects.requireNonNull(threads));
    }

    /** Asks a classifier of somebody's choice, and nobody else. */
    Asked.Outcome ask(Classifier classifier, ClassificationRequest.Builder text, ExecutorService askers) {
        ClassificationRequest request = text.deadline(Deadline.after(limit)).build();
        return begin(request, classifier, askers).outcome();
    }

    private Inquiry begin(ClassificationRequest request, Classifier classifier, ExecutorService executor) {
        Asked asked = new Asked(request, classifier, clock.instant());
        Future<Optional<Classification>> answer;
        try {
            answer = executor.submit(() -> {
                try {
                    return answerOf(classifier, request);
                } finally {
                    asked.ended();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("The classifier is not asked: too many classifications are already under way");
            Asked.Outcome busy = asked.failed(FailureReason.BUSY);
            return () -> busy;
        }
        return () -> outcome(asked, request, answer);
    }

    private Asked.Outcome outcome(Asked asked, ClassificationRequest request, Future<Optional<Classification>> answer) {
        try {
            Duration wait = request.deadline().remaining().plus(GRACE);
            return asked.answered(answer.get(wait.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            LOG.warn("The classifier did not answer within {} ms", limit.toMillis());
            answer.cancel(true);
            return asked.failed(FailureReason.TIMEOUT);
        } catch (ExecutionException e) {
            Asked.Outcome outcome = asked.failed(e.getCause());
            // only the type: a message may quote the ticket
            LOG.warn(
                    "The classifier failed with {} ({})",
                    nameOf(e.getCause()),
                    outcome.run().failure().orElse(FailureReason.ERROR).wireName());
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            return asked.failed(FailureReason.INTERRUPTED);
        }
    }

    /** How long asking may take, all in all. */
    Duration limit() {
        return limit.plus(GRACE);
    }

    /** What cannot forget is logged: nobody waits for it. */
    void forget(String tenant) {
        if (first != null) {
            forget(first, tenant);
        }
        forget(offline, tenant);
    }

    private static void forget(Classifier classifier, String tenant) {
        try {
            classifier.forget(tenant);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn(
                    "A classifier did not forget what was erased: {}",
                    e.getClass().getName());
        }
    }

    /** What kind of classifier the host's is. */
    Source source() {
        return Objects.requireNonNull(first).source();
    }

    /** Null is no answer: hosts' lambdas do that. */
    @SuppressWarnings("NullAway")
    private static Optional<Classification> answerOf(Classifier classifier, ClassificationRequest request)
            throws Exception {
        return Objects.requireNonNullElse(classifier.classify(request), Optional.empty());
    }

    private static String nameOf(@Nullable Throwable cause) {
        return cause == null ? "an unknown error" : cause.getClass().getName();
    }

    private Optional<Classification> askOffline(ClassificationRequest request, List<ClassificationRun> runs) {
        Asked asked = new Asked(request, offline, clock.instant());
        Asked.Outcome outcome;
        try {
            outcome = asked.answered(answerOf(offline, request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = asked.failed(e);
        } catch (Throwable e) {
            Failures.passOnFatal(e);
            LOG.warn("The offline classifier failed with {}", e.getClass().getName());
            outcome = asked.failed(e);
        }
        runs.add(outcome.run());
        return outcome.answer();
    }

    /** Without a category that the taxonomy does not have, or no more. */
    static Classification onlyKnown(Classification answer, Taxonomy taxonomy) {
        boolean known = answer.category()
                .map(suggestion -> taxonomy.active().contains(suggestion.value()))
                .orElse(true);
        return known ? answer : answer.toBuilder().withoutCategory().build();
    }

    /** What stands where nobody could say anything: never confident, so a person is asked. */
    private static Classification nothingKnown(Taxonomy taxonomy) {
        return Classification.builder(Source.RULE)
                .category(taxonomy.fallback(), 0)
                .priority(Priority.MEDIUM, 0)
                .sentiment(Sentiment.NEUTRAL, 0)
                .urgencyScore(25, 0)
                .build();
    }

    /** Interrupts what is under way. */
    @Override
    public void close() {
        closed = true;
        watched.forEach(Halt::call);
        started.forEach(ExecutorService::shutdownNow);
    }
}
