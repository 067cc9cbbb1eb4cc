package io.ticketkit.llm.internal.cache;

import io.ticketkit.ClassificationException;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were given, for a while, and questions that are under way: who asks the same waits for the answer of the
 * first. Threads are those of the callers. Thread-safe.
 *
 * @param <V> an answer; immutable
 */
public final class SharedAnswers<V> {
    private final int size;
    private final Duration life;
    private final Map<String, Kept<V>> kept;
    private final ConcurrentMap<String, CompletableFuture<V>> asked = new ConcurrentHashMap<>();

    private long clearings;

    private record Kept<V>(V answer, Deadline until) {}

    /** An answer, and whether somebody else's question brought it. */
    public record Shared<V>(V answer, boolean known) {}

    /** Asks. */
    @FunctionalInterface
    public interface Question<V> {
        /** Brings the answer, or says why there is none. */
        V ask() throws ClassificationException;
    }

    /**
     * Keeps answers.
     *
     * @param size how many, the least recently used goes first; 0 to keep and share nothing
     * @param life how long each
     */
    public SharedAnswers(int size, Duration life) {
        this.size = size;
        this.life = life;
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept<V>> eldest) {
                return size() > SharedAnswers.this.size;
            }
        };
    }

    /**
     * The kept answer, or that of the first who asks. Who waits shares its failure, unless the first one was interrupted or
     * ran out of its own time: that says nothing about the question, and it is asked again.
     *
     * @param notSent what is told of a call that was not made
     */
    public Shared<V> get(String key, Deadline deadline, ModelCall notSent, Question<V> question)
            throws ClassificationException {
        if (size == 0) {
            return new Shared<>(question.ask(), false);
        }
        while (true) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> first = asked.putIfAbsent(key, mine);
            if (first == null) {
                return lead(key, mine, question);
            }
            Optional<V> answer = follow(first, deadline, notSent);
            if (answer.isPresent()) {
                return new Shared<>(answer.get(), true);
            }
        }
    }

    private Shared<V> lead(String key, CompletableFuture<V> mine, Question<V> question) throws ClassificationException {
        try {
            V known = find(key);
            V answer = known == null ? asked(key, question) : known;
            mine.complete(answer);
            return new Shared<>(answer, known != null);
        } catch (ClassificationException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            asked.remove(key, mine);
        }
    }

    private V asked(String key, Question<V> question) throws ClassificationException {
        long before = cleared();
        V answer = question.ask();
        keep(key, answer, before);
        return answer;
    }

    /** Empty when it has to be asked again. */
    private Optional<V> follow(CompletableFuture<V> first, Deadline deadline, ModelCall notSent)
            throws ClassificationException {
        try {
            return Optional.of(first.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new ClassificationException(
                    FailureReason.TIMEOUT, "no answer yet to the same question, asked before", notSent, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClassificationException(FailureReason.INTERRUPTED, "interrupted while waiting", notSent, null);
        } catch (ExecutionException e) {
            FailureReason reason =
                    e.getCause() instanceof ClassificationException failure ? failure.reason() : FailureReason.ERROR;
            if (reason == FailureReason.TIMEOUT || reason == FailureReason.INTERRUPTED) {
                return Optional.empty();
            }
            throw new ClassificationException(reason, "the same question, asked before, failed", notSent, null);
        }
    }

    private synchronized @Nullable V find(String key) {
        Kept<V> found = kept.get(key);
        if (found != null && found.until().hasPassed()) {
            kept.remove(key);
            return null;
        }
        return found == null ? null : found.answer();
    }

    private synchronized long cleared() {
        return clearings;
    }

    /** Not once all was forgotten while it was asked. */
    private synchronized void keep(String key, V answer, long before) {
        if (before == clearings) {
            kept.put(key, new Kept<>(answer, Deadline.after(life)));
        }
    }

    /** Forgets all, also what is being asked. */
    public synchronized void clear() {
        clearings++;
        kept.clear();
    }
}
