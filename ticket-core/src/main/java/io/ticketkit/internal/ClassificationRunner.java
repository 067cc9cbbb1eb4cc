package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.Deadline;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Taxonomy;
import io.ticketkit.assist.TitleSuggester;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
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

    private final @Nullable Classifier first;
    private final Classifier offline;
    private final TitleSuggester titles;
    private final Duration limit;
    private final @Nullable ExecutorService threads;

    /**
     * Fixes who is asked.
     *
     * @param first asked first, within the limit, or null for nobody
     * @param offline asked for what is missing then
     * @param titles suggests titles
     * @param limit how long all may take
     */
    public ClassificationRunner(@Nullable Classifier first, Classifier offline, TitleSuggester titles, Duration limit) {
        this.first = first;
        this.offline = offline;
        this.titles = titles;
        this.limit = limit;
        this.threads = first == null ? null : newThreads();
    }

    private static ExecutorService newThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, MAX_CONCURRENT, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "ticketkit-classifier-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Asks everybody. The taxonomy, tenant and text of the draft request are kept, its deadline is ours. */
    Classification classify(ClassificationRequest.Builder text) {
        ClassificationRequest request = text.deadline(Deadline.after(limit)).build();
        return complete(askFirst(request), request);
    }

    /** Asks only the offline classifier. */
    Classification classifyOffline(ClassificationRequest.Builder text) {
        return complete(Optional.empty(), text.deadline(Deadline.after(limit)).build());
    }

    /** Fills what an answer the host already had leaves out. */
    Classification complete(Classification given, ClassificationRequest.Builder text) {
        return complete(Optional.of(given), text.deadline(Deadline.after(limit)).build());
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

    private Classification complete(Optional<Classification> answer, ClassificationRequest request) {
        Classification known = answer.map(a -> onlyKnown(a, request.taxonomy())).orElse(null);
        if (known == null || !known.isComplete()) {
            Classification fill = askOffline(request)
                    .map(a -> onlyKnown(a, request.taxonomy()).withMissingFrom(nothingKnown(request.taxonomy())))
                    .orElseGet(() -> nothingKnown(request.taxonomy()));
            known = known == null ? fill : known.withMissingFrom(fill);
        }
        return known;
    }

    private Optional<Classification> askFirst(ClassificationRequest request) {
        if (first == null || threads == null) {
            return Optional.empty();
        }
        Future<Optional<Classification>> answer;
        try {
            answer = threads.submit(() -> answerOf(first, request));
        } catch (RejectedExecutionException e) {
            LOG.warn("Classifying offline: {} classifications are already under way", MAX_CONCURRENT);
            return Optional.empty();
        }
        try {
            return answer.get(request.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Classifying offline: no answer within {} ms", limit.toMillis());
        } catch (ExecutionException e) {
            // only the type: a message may quote the ticket
            LOG.warn("Classifying offline: the classifier failed with {}", nameOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer.cancel(true);
        return Optional.empty();
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

    private Optional<Classification> askOffline(ClassificationRequest request) {
        try {
            return answerOf(offline, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | StackOverflowError | LinkageError e) {
            LOG.warn("The offline classifier failed with {}", e.getClass().getName());
        }
        return Optional.empty();
    }

    private static Classification onlyKnown(Classification answer, Taxonomy taxonomy) {
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
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
