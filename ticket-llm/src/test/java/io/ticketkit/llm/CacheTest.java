package io.ticketkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.Taxonomy;
import io.ticketkit.llm.chat.ChatException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CacheTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void theSameTextIsAskedOnce() throws Exception {
        ScriptedModel model = ScriptedModel.saying(ScriptedModel.ANSWER);
        LlmClassifier classifier = LlmClassifier.builder(model).build();

        Classification first = classify(classifier, "hello");
        Classification second = classify(classifier, "hello");

        assertThat(model.asked()).hasSize(1);
        assertThat(second).hasToString(first.toString());
        ModelCall call = second.call().orElseThrow();
        assertThat(call.cached()).isTrue();
        assertThat(call.attempts()).isZero();
        assertThat(call.cost()).contains(BigDecimal.ZERO);
        assertThat(call.promptVersion()).isPresent();
        assertThat(first.call().orElseThrow().cached()).isFalse();
    }

    @Test
    void equalWhenRedactedIsEqualAndEachGetsItsOwnValuesBack() throws Exception {
        ScriptedModel model =
                ScriptedModel.saying("{\"category\": \"account\", \"title\": \"[EMAIL_1] is locked out\"}");
        LlmClassifier classifier = LlmClassifier.builder(model).build();

        assertThat(classify(classifier, "Help a@x.de!").title()).contains("a@x.de is locked out");
        assertThat(classify(classifier, "Help b@x.de!").title()).contains("b@x.de is locked out");
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void anotherTenantTaxonomyOrTextIsAskedAnew() throws Exception {
        ScriptedModel model = ScriptedModel.saying(ScriptedModel.ANSWER);
        LlmClassifier classifier = LlmClassifier.builder(model).build();

        classify(classifier, "hello");
        classify(classifier, "hello.");
        classifier.classify(
                ClassificationRequest.builder("hello").tenant("other").build());
        classifier.classify(ClassificationRequest.builder("hello")
                .taxonomy(Taxonomy.product())
                .build());

        assertThat(model.asked()).hasSize(4);
    }

    @Test
    void failuresAreNotKept() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        LlmClassifier classifier = LlmClassifier.builder(new ScriptedModel(request -> {
                    if (calls.incrementAndGet() == 1) {
                        throw ChatException.builder(FailureReason.SERVER_ERROR, "no")
                                .build();
                    }
                    return ScriptedModel.told(ScriptedModel.ANSWER);
                }))
                .build();

        assertThat(catchThrowableOfType(ClassificationException.class, () -> classify(classifier, "hello")))
                .isNotNull();
        assertThat(classify(classifier, "hello").call().orElseThrow().cached()).isFalse();
    }

    @Test
    void theLeastRecentlyUsedGoesFirst() throws Exception {
        ScriptedModel model = ScriptedModel.saying(ScriptedModel.ANSWER);
        LlmClassifier classifier =
                LlmClassifier.builder(model).cache(2, Duration.ofHours(1)).build();

        for (String text : List.of("a", "b", "a", "c")) {
            classify(classifier, text);
        }
        assertThat(model.asked()).hasSize(3);
        classify(classifier, "a");
        assertThat(model.asked()).hasSize(3);
        classify(classifier, "b");
        assertThat(model.asked()).hasSize(4);
    }

    @Test
    void anAnswerIsKeptForItsTimeOnly() throws Exception {
        ScriptedModel model = ScriptedModel.saying(ScriptedModel.ANSWER);
        LlmClassifier classifier =
                LlmClassifier.builder(model).cache(10, Duration.ofNanos(1)).build();

        classify(classifier, "a");
        classify(classifier, "a");

        assertThat(model.asked()).hasSize(2);
    }

    @Test
    void whatIsForgottenIsAskedAnew() throws Exception {
        ScriptedModel model = ScriptedModel.saying(ScriptedModel.ANSWER);
        LlmClassifier classifier = LlmClassifier.builder(model).build();
        classify(classifier, "a");
        classify(classifier, "b");

        classifier.forget("anybody's");

        assertThat(classify(classifier, "a").call().orElseThrow().cached()).isFalse();
        assertThat(classify(classifier, "b").call().orElseThrow().cached()).isFalse();
        assertThat(classify(classifier, "b").call().orElseThrow().cached()).isTrue();
        assertThat(model.asked()).hasSize(4);
    }

    @Test
    void whatIsForgottenWhileItIsAskedIsNotKept() throws Exception {
        Gate gate = new Gate();
        ScriptedModel model = new ScriptedModel(request -> {
            gate.pass();
            return ScriptedModel.told(ScriptedModel.ANSWER);
        });
        LlmClassifier classifier = LlmClassifier.builder(model).build();
        Future<Classification> first = threads.submit(() -> classify(classifier, "hello"));
        gate.awaitFirst();

        classifier.forget("anybody's");
        gate.open();

        assertThat(first.get().call().orElseThrow().cached()).isFalse();
        assertThat(classify(classifier, "hello").call().orElseThrow().cached()).isFalse();
        assertThat(model.asked()).hasSize(2);
    }

    @Test
    void withoutCacheEveryRequestIsACall() throws Exception {
        ScriptedModel model = ScriptedModel.saying(ScriptedModel.ANSWER);
        LlmClassifier classifier = LlmClassifier.builder(model).withoutCache().build();

        classify(classifier, "a");
        classify(classifier, "a");

        assertThat(model.asked()).hasSize(2);
    }

    @Test
    void refusesACacheOfNothing() {
        LlmClassifierBuilder builder = LlmClassifier.builder(ScriptedModel.saying(""));

        assertThatIllegalArgumentException().isThrownBy(() -> builder.cache(0, Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.cache(1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxCharacters(99));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxOutputTokens(0));
    }

    @Test
    void whoAsksTheSameAtTheSameTimeWaitsForTheFirst() throws Exception {
        Gate gate = new Gate();
        ScriptedModel model = new ScriptedModel(request -> {
            gate.pass();
            return ScriptedModel.told(ScriptedModel.ANSWER);
        });
        LlmClassifier classifier = LlmClassifier.builder(model).build();

        List<Future<Classification>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(threads.submit(() -> classify(classifier, "hello")));
        }
        gate.awaitFirst();
        gate.open();

        int own = 0;
        for (Future<Classification> answer : answers) {
            own += answer.get().call().orElseThrow().cached() ? 0 : 1;
        }
        assertThat(own).isEqualTo(1);
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void whoWaitsSharesTheFailureAndPaysNothing() throws Exception {
        Gate gate = new Gate();
        LlmClassifier classifier = LlmClassifier.builder(new ScriptedModel(request -> {
                    gate.pass();
                    throw ChatException.builder(FailureReason.SERVER_ERROR, "no")
                            .build();
                }))
                .build();
        Future<Classification> first = threads.submit(() -> classify(classifier, "hello"));
        gate.awaitFirst();
        List<Thread> waiting = new ArrayList<>();
        Future<Classification> second = threads.submit(() -> {
            synchronized (waiting) {
                waiting.add(Thread.currentThread());
            }
            return classify(classifier, "hello");
        });
        awaitWaiting(waiting);
        gate.open();

        assertThat(failure(first).call().orElseThrow().attempts()).isEqualTo(1);
        ClassificationException shared = failure(second);
        assertThat(shared.reason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(shared.call().orElseThrow().attempts()).isZero();
        assertThat(shared.call().orElseThrow().cost()).contains(BigDecimal.ZERO);
    }

    @Test
    void whoWaitsKeepsToItsOwnDeadline() throws Exception {
        Gate gate = new Gate();
        LlmClassifier classifier = LlmClassifier.builder(new ScriptedModel(request -> {
                    gate.pass();
                    return ScriptedModel.told(ScriptedModel.ANSWER);
                }))
                .build();
        Future<Classification> first = threads.submit(() -> classify(classifier, "hello"));
        gate.awaitFirst();

        ClassificationException late = catchThrowableOfType(
                ClassificationException.class,
                () -> classifier.classify(ClassificationRequest.builder("hello")
                        .deadline(Deadline.after(Duration.ofMillis(30)))
                        .build()));
        gate.open();

        assertThat(late.reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(late.call().orElseThrow().cost()).contains(BigDecimal.ZERO);
        assertThat(first.get()).isNotNull();
    }

    @Test
    void anInterruptedOneThatWaitsLeavesTheFirstAlone() throws Exception {
        Gate gate = new Gate();
        LlmClassifier classifier = LlmClassifier.builder(new ScriptedModel(request -> {
                    gate.pass();
                    return ScriptedModel.told(ScriptedModel.ANSWER);
                }))
                .build();
        Future<Classification> first = threads.submit(() -> classify(classifier, "hello"));
        gate.awaitFirst();

        Thread.currentThread().interrupt();
        ClassificationException interrupted =
                catchThrowableOfType(ClassificationException.class, () -> classify(classifier, "hello"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.reason()).isEqualTo(FailureReason.INTERRUPTED);
        gate.open();
        assertThat(first.get()).isNotNull();
    }

    @Test
    void whereTheFirstRanOutOfItsOwnTimeTheNextAsksItself() throws Exception {
        Gate gate = new Gate();
        AtomicInteger calls = new AtomicInteger();
        LlmClassifier classifier = LlmClassifier.builder(new ScriptedModel(request -> {
                    if (calls.incrementAndGet() == 1) {
                        gate.pass();
                        throw ChatException.builder(FailureReason.TIMEOUT, "no").build();
                    }
                    return ScriptedModel.told(ScriptedModel.ANSWER);
                }))
                .build();
        Future<Classification> first = threads.submit(() -> classify(classifier, "hello"));
        gate.awaitFirst();
        List<Thread> waiting = new ArrayList<>();
        Future<Classification> second = threads.submit(() -> {
            synchronized (waiting) {
                waiting.add(Thread.currentThread());
            }
            return classify(classifier, "hello");
        });
        awaitWaiting(waiting);
        gate.open();

        assertThat(failure(first).reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(second.get().call().orElseThrow().cached()).isFalse();
        assertThat(calls).hasValue(2);
    }

    /** Holds a call back until the test lets it go. */
    private static final class Gate {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        void pass() throws InterruptedException {
            arrived.countDown();
            opened.await();
        }

        void awaitFirst() throws InterruptedException {
            assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
        }

        void open() {
            opened.countDown();
        }
    }

    /** Until the one thread waits for something with a time limit: the answer to the same question. */
    private static void awaitWaiting(List<Thread> threads) throws InterruptedException {
        while (true) {
            synchronized (threads) {
                if (!threads.isEmpty() && threads.get(0).getState() == Thread.State.TIMED_WAITING) {
                    return;
                }
            }
            Thread.sleep(1);
        }
    }

    private static Classification classify(LlmClassifier classifier, String text) throws Exception {
        return classifier
                .classify(ClassificationRequest.builder(text)
                        .deadline(Deadline.after(Duration.ofSeconds(50)))
                        .build())
                .orElseThrow();
    }

    private static ClassificationException failure(Future<Classification> answer) {
        ExecutionException failed = catchThrowableOfType(ExecutionException.class, answer::get);
        return (ClassificationException) Objects.requireNonNull(failed.getCause());
    }
}
