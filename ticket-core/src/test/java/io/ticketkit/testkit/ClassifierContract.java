package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ticketkit.CategoryDefinition;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.Deadline;
import io.ticketkit.Suggestion;
import io.ticketkit.Taxonomy;
import io.ticketkit.WordWeight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link Classifier} must keep. Extend it and say how to make yours:
 *
 * <pre>{@code
 * class VipClassifierTest extends ClassifierContract {
 *     @Override
 *     protected Classifier classifier() {
 *         return new VipClassifier();
 *     }
 * }
 * }</pre>
 *
 * <p>A classifier that calls a service over the network is best given one that answers locally. It may abstain from any
 * of the texts. Where it may also fail, as one with an unreachable service does, override {@link #mayFail()}; where two
 * answers to the same request may differ, override {@link #deterministic()}.
 */
public abstract class ClassifierContract {
    private static final Duration GENEROUS = Duration.ofSeconds(10);
    private static final int LONGEST = 20_000;
    private static final int THREADS = 8;

    /** For subclasses. */
    protected ClassifierContract() {}

    /**
     * Makes the classifier under test.
     *
     * @return a classifier ready for use; may be the same each time
     */
    protected abstract Classifier classifier();

    /**
     * Whether the same request always gets the same answer.
     *
     * @return true unless overridden
     */
    protected boolean deterministic() {
        return true;
    }

    /**
     * Whether it may throw for an ordinary text: its caller then asks the next classifier.
     *
     * @return false unless overridden
     */
    protected boolean mayFail() {
        return false;
    }

    static Stream<Taxonomy> taxonomies() {
        Taxonomy own = Taxonomy.builder()
                .add(CategoryDefinition.builder("delivery")
                        .description("Parcels, delays, damage")
                        .keywords("parcel", "courier")
                        .build())
                .add(CategoryDefinition.builder("billing")
                        .keywords("invoice", "refund")
                        .retired()
                        .build())
                .add("rest")
                .fallback("rest")
                .build();
        Taxonomy single = Taxonomy.builder().add("all").build();
        return Stream.of(Taxonomy.support(), Taxonomy.product(), Taxonomy.education(), own, single);
    }

    static Stream<String> oddTexts() {
        return Stream.of(
                "",
                " ",
                "a",
                "?!",
                "\t\r\n",
                "\u0001\u0007\u001B",
                "😀",
                "👩‍👩‍👧‍👦 🇩🇪 👍🏽",
                "مرحبا، لا أستطيع تسجيل الدخول إلى حسابي",
                "לא מצליח להתחבר לחשבון שלי",
                "ログインできません。助けてください",
                "e\u0301\u0301\u0301 Z\u0351\u036B\u0343a\u0321lgo",
                "\uFFFD\uFEFF\u202E",
                "x".repeat(LONGEST),
                "help ".repeat(LONGEST / 5),
                "not ".repeat(LONGEST / 4),
                "(".repeat(LONGEST),
                "\u0301".repeat(LONGEST),
                "😡".repeat(LONGEST / 2));
    }

    @ParameterizedTest
    @MethodSource("taxonomies")
    void suggestsOnlyWhatTheTaxonomyHas(Taxonomy taxonomy) throws Exception {
        for (String text : List.of("I want a refund for my invoice", "My parcel is late", "The app crashes", "hello")) {
            check(ClassificationRequest.builder(text).taxonomy(taxonomy).build());
        }
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void takesAnyText(String text) throws Exception {
        check(ClassificationRequest.builder(text).build());
        check(ClassificationRequest.builder("The app crashes").title(text).build());
    }

    @Test
    void takesRandomUnicode() throws Exception {
        Random random = new Random(20_26);
        for (int i = 0; i < 50; i++) {
            check(ClassificationRequest.builder(randomText(random, 1 + random.nextInt(300)))
                    .build());
        }
        check(ClassificationRequest.builder(randomText(random, LONGEST)).build());
    }

    @Test
    void givesTheSameAnswerAgain() throws Exception {
        if (deterministic() && !mayFail()) {
            Classifier classifier = classifier();
            ClassificationRequest request = request("I was charged twice and the app crashes!!!");
            assertThat(facts(classifier.classify(request))).isEqualTo(facts(classifier.classify(request)));
        }
    }

    @Test
    void answersEightThreadsAtOnce() throws Exception {
        Classifier classifier = classifier();
        List<String> texts = List.of("I was charged twice", "Cannot log in", "The app crashes", "hello");
        List<Optional<Classification>> alone = new ArrayList<>();
        for (String text : texts) {
            alone.add(ask(classifier, request(text)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Optional<Classification>>> calls = new ArrayList<>();
            for (int i = 0; i < THREADS * texts.size(); i++) {
                ClassificationRequest request = request(texts.get(i % texts.size()));
                calls.add(() -> ask(classifier, request));
            }
            List<Future<Optional<Classification>>> answers = threads.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                Optional<Classification> answer = answers.get(i).get();
                if (deterministic() && !mayFail()) {
                    assertThat(facts(answer)).isEqualTo(facts(alone.get(i % texts.size())));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void endsSoonWhenTheDeadlineHasPassed() {
        ClassificationRequest request = ClassificationRequest.builder("I was charged twice")
                .deadline(Deadline.after(Duration.ZERO))
                .build();
        assertTimeoutPreemptively(GENEROUS, () -> endsSomehow(request));
    }

    @Test
    void endsSoonWhenInterrupted() {
        assertTimeoutPreemptively(GENEROUS, () -> {
            Thread.currentThread().interrupt();
            endsSomehow(request("I was charged twice"));
            // the flag may be set still, and would disturb whatever this thread does next
            Thread.interrupted();
        });
    }

    private void endsSomehow(ClassificationRequest request) {
        try {
            assertThat(classifier().classify(request)).isNotNull();
        } catch (Exception e) {
            // failing is as good as answering here: the next classifier is asked
        }
    }

    private void check(ClassificationRequest request) throws Exception {
        ask(classifier(), request).ifPresent(answer -> {
            answer.category()
                    .ifPresent(
                            category -> assertThat(request.taxonomy().active()).contains(category.value()));
            answer.urgencyScore().ifPresent(score -> assertThat(score.value()).isBetween(0, 100));
            Stream.of(answer.category(), answer.priority(), answer.sentiment(), answer.urgencyScore())
                    .flatMap(Optional::stream)
                    .map(Suggestion::confidence)
                    .forEach(confidence -> assertThat(confidence).isBetween(0.0, 1.0));
            answer.rationale().ifPresent(line -> assertThat(line).doesNotContain("\n"));
            String all = request.title().orElse("") + " " + request.description();
            for (WordWeight word : answer.explanation()) {
                assertThat(word.weight()).isFinite();
                for (String part : word.words().split("\\s+", -1)) {
                    assertThat(all.contains(part))
                            .as("an explanation quotes the text: " + part.length() + " characters")
                            .isTrue();
                }
            }
        });
    }

    @SuppressWarnings("OptionalAssignedToNull")
    private Optional<Classification> ask(Classifier classifier, ClassificationRequest request) throws Exception {
        try {
            Optional<Classification> answer = classifier.classify(request);
            assertThat(answer).isNotNull();
            return answer;
        } catch (Exception e) {
            if (mayFail()) {
                return Optional.empty();
            }
            return fail("failed for a text of " + request.text().length() + " characters", e);
        }
    }

    private static ClassificationRequest request(String text) {
        return ClassificationRequest.builder(text).build();
    }

    /** What two answers must agree in: all but titles and reasons, which a model may word differently. */
    private static Optional<String> facts(Optional<Classification> answer) {
        return answer.map(Classification::toString);
    }

    /** Any characters but NUL and surrogates, which a ticket cannot hold. */
    private static String randomText(Random random, int length) {
        return random.ints(1, Character.MAX_CODE_POINT + 1)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
