package io.ticketkit.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Category;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Suggestion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClassifiersTest {
    private static final ClassificationRequest REQUEST =
            ClassificationRequest.builder("text").build();
    private static final Classifier ABSTAINS = request -> Optional.empty();

    private final AtomicInteger asked = new AtomicInteger();
    private final Classifier complete = request -> {
        asked.incrementAndGet();
        return Optional.of(Classification.builder(Source.KEYWORD)
                .category("billing", 0.6)
                .priority(Priority.LOW, 0.6)
                .sentiment(Sentiment.CALM, 0.6)
                .urgencyScore(10, 0.6)
                .build());
    };

    @Test
    void theFirstAnswerCountsAndIsFilledUp() throws Exception {
        Classifier vip = request -> Optional.of(
                Classification.builder(Source.RULE).priority(Priority.HIGH, 1).build());
        Classification answer =
                Classifiers.firstOf(ABSTAINS, vip, complete).classify(REQUEST).orElseThrow();
        assertThat(answer.source()).isEqualTo(Source.RULE);
        assertThat(answer.priority()).contains(new Suggestion<>(Priority.HIGH, 1, Source.RULE));
        assertThat(answer.category()).contains(new Suggestion<>(new Category("billing"), 0.6, Source.KEYWORD));
        assertThat(answer.isComplete()).isTrue();
    }

    @Test
    void nobodyIsAskedOnceTheAnswerIsComplete() throws Exception {
        assertThat(Classifiers.firstOf(complete, complete, complete).classify(REQUEST))
                .isPresent();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aFailureMovesOn() throws Exception {
        assertThat(Classifiers.firstOf(failing(new IOException("x")), complete).classify(REQUEST))
                .isPresent();
    }

    @Test
    void aFailureAfterAnAnswerDoesNotTakeItBack() throws Exception {
        Classifier part = request -> Optional.of(
                Classification.builder(Source.RULE).priority(Priority.HIGH, 1).build());
        assertThat(Classifiers.firstOf(part, failing(new IOException("x"))).classify(REQUEST))
                .isPresent();
    }

    @Test
    void allAbstaining() throws Exception {
        assertThat(Classifiers.firstOf(ABSTAINS, ABSTAINS).classify(REQUEST)).isEmpty();
    }

    @Test
    void withoutAnAnswerTheLastFailureIsThrown() {
        IOException first = new IOException("first");
        IllegalStateException last = new IllegalStateException("last");
        assertThatThrownBy(() -> Classifiers.firstOf(failing(first), failing(last), ABSTAINS)
                        .classify(REQUEST))
                .isSameAs(last)
                .hasSuppressedException(first);
    }

    @Test
    void anInterruptIsRestoredAndTheOfflineOneStillAnswers() throws Exception {
        try {
            assertThat(Classifiers.firstOf(failing(new InterruptedException()), complete)
                            .classify(REQUEST))
                    .isPresent();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            // not to disturb the next test on this thread
            Thread.interrupted();
        }
    }

    @Test
    void anEmptyChainIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Classifiers.firstOf(List.of()))
                .withMessageContaining("at least one");
    }

    private static Classifier failing(Exception failure) {
        return request -> {
            throw failure;
        };
    }
}
