package io.ticketkit.classify;

import static io.ticketkit.classify.LearnedTexts.examples;
import static io.ticketkit.classify.LearnedTexts.mislabelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Evaluation;
import io.ticketkit.Taxonomy;
import io.ticketkit.classify.ModelTrainer.Result;
import io.ticketkit.classify.ModelTrainer.Verdict;
import io.ticketkit.spi.StoredModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTrainerTest {
    private final ModelTrainer trainer = ModelTrainer.standard();

    private LearnedModel train(List<Example> examples) {
        return trainer.train(ClassifiedField.CATEGORY, Taxonomy.support(), examples);
    }

    private Result retrain(List<Example> examples, @Nullable LearnedModel before) {
        return trainer.retrain(ClassifiedField.CATEGORY, Taxonomy.support(), examples, before);
    }

    private static double accuracy(LearnedModel model) {
        return Evaluation.of(model.heldBack(), 0.7).accuracy();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 60, 150, 700})
    void theSameExamplesGiveTheSameBytesInWhateverOrder(int count) {
        List<Example> shuffled = new ArrayList<>(examples(count));
        Collections.shuffle(shuffled, new Random(1));

        assertThat(train(shuffled).toBytes()).isEqualTo(train(examples(count)).toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 150})
    void aModelIsReadAsItWasWritten(int count) {
        byte[] bytes = train(examples(count)).toBytes();

        LearnedModel read = LearnedModel.read(bytes);

        assertThat(read.toBytes()).isEqualTo(bytes);
        assertThat(read.examples()).isEqualTo(count);
        assertThat(read.field()).isEqualTo(ClassifiedField.CATEGORY);
    }

    @Test
    void whatIsNoModelIsRefused() {
        byte[] bytes = train(examples(30)).toBytes();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LearnedModel.read(new byte[0]))
                .withMessageContaining("learn it anew");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LearnedModel.read(Arrays.copyOf(bytes, bytes.length / 2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LearnedModel.read(Arrays.copyOf(bytes, bytes.length + 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LearnedModel.read("{\"model\": true}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void damagedBytesGiveAModelOrARefusalAndNothingElse() {
        byte[] bytes = train(examples(18)).toBytes();
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(Math.min(damaged.length, i % 2 == 0 ? 600 : damaged.length))] =
                    (byte) random.nextInt(256);
            try {
                assertThat(LearnedModel.read(damaged).examples()).isBetween(0, ModelTrainer.MAX_EXAMPLES);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("learn it anew");
            }
        }
    }

    @Test
    void noWordOfATextIsInTheBytes() {
        String bytes = new String(train(examples(150)).toBytes(), StandardCharsets.ISO_8859_1);

        assertThat(bytes).contains("billing").doesNotContain("microfilm", "barcode", "locker", "micro", "barco");
    }

    @Test
    void whatWasHeldBackTellsHowGoodItIs() {
        assertThat(accuracy(train(examples(300)))).isGreaterThan(0.9);
        assertThat(accuracy(train(mislabelled(300, 1)))).isLessThan(0.55);
        assertThat(train(examples(300)).heldBack()).hasSize(300);
        assertThat(train(examples(2_500)).heldBack()).hasSizeBetween(400, 600);
    }

    /** The first 200 as they were, and then twice as many by chance. */
    private static List<Example> poisoned() {
        return Stream.concat(
                        examples(200).stream(), mislabelled(600, 2).stream().filter(e -> e.id() > 200))
                .toList();
    }

    @Test
    void aModelOfNoiseDoesNotTakeThePlaceOfAGoodOne() {
        LearnedModel good = train(examples(200));

        Result result = retrain(poisoned(), good);

        assertThat(result.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(result.model()).isNull();
    }

    @Test
    void aModelThatFollowsTheLabelsOfTodayTakesThePlaceOfOneThatDoesNot() {
        LearnedModel wrong = train(mislabelled(200, 2));

        Result result = retrain(examples(200), wrong);

        assertThat(result.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(result.model()).isNotNull();
    }

    @Test
    void nothingNewIsNotLearnedAgain() {
        assertThat(retrain(examples(40), train(examples(40))).verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(retrain(examples(41), train(examples(40))).verdict()).isEqualTo(Verdict.BETTER);
        assertThat(retrain(examples(40), null).verdict()).isEqualTo(Verdict.BETTER);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 200})
    void aModelKnowsWhatItWasLearnedFrom(long erased) {
        LearnedModel model = LearnedModel.read(train(examples(200)).toBytes());

        assertThat(model.learnedOnlyFrom(id -> id >= 1 && id <= 200)).isTrue();
        assertThat(model.learnedOnlyFrom(id -> id != erased)).isFalse();
        assertThat(retrain(List.of(), model).verdict()).isEqualTo(Verdict.NOTHING);
    }

    @Test
    void theOldestThatFallOutOfTheWindowAreNotErased() {
        LearnedModel good = train(examples(200));
        List<Example> window = poisoned().stream().filter(e -> e.id() > 40).toList();

        assertThat(retrain(window, good).verdict()).isEqualTo(Verdict.WORSE);
    }

    /** Which the model before could not know: judged by old examples alone it would stay for ever. */
    @Test
    void aNewCategoryIsLearnedThoughOldAnswersBecomeALittleWorse() {
        LearnedModel before = train(examples(300));
        Random random = new Random(8);
        List<Example> withNew = new ArrayList<>(examples(300));
        for (int i = 301; i <= 400; i++) {
            withNew.add(new Example(i, null, LearnedTexts.text(2, random) + " in the new annexe", "general"));
        }
        for (int i = 0; i < 12; i++) {
            Example old = withNew.get(i * 3 + 2);
            withNew.set(i * 3 + 2, new Example(old.id(), null, old.description() + " in the new annexe", old.label()));
        }

        assertThat(retrain(withNew, before).verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void theOrderDoesNotMatterWhereAnIdOccursTwice() {
        List<Example> twice = new ArrayList<>(examples(60));
        examples(60).forEach(e -> twice.add(new Example(e.id(), "Twice", e.description() + " again", e.label())));
        List<Example> shuffled = new ArrayList<>(twice);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(train(shuffled).toBytes()).isEqualTo(train(twice).toBytes());
    }

    /** The one is among those held back: nothing is left to judge by. */
    @Test
    void oneExampleOfAnotherLabelAmongManyIsNoReasonToForgetTheMany() {
        List<Example> examples = new ArrayList<>();
        Random random = new Random(8);
        for (int i = 1; i <= 2_100; i++) {
            examples.add(new Example(i, null, LearnedTexts.text(0, random), i == 1 ? "billing" : "account"));
        }
        LearningClassifier classifier = LearningClassifier.create().sureFrom(0);
        classifier.use("default", 1, train(examples));

        assertThat(classifier
                        .classify(ClassificationRequest.builder("Something about the book spine")
                                .build())
                        .flatMap(Classification::category)
                        .orElseThrow()
                        .value()
                        .code())
                .isEqualTo("account");
    }

    @Test
    void hundredsOfCategoriesAreLearned() {
        Taxonomy.Builder many = Taxonomy.builder();
        List<Example> examples = new ArrayList<>();
        for (long i = 0; i < 400; i++) {
            many.add("c" + i);
            examples.add(new Example(2 * i, null, "Word" + Long.toString(i * 7_919, 36), "c" + i));
            examples.add(new Example(2 * i + 1, null, "Once more word" + Long.toString(i * 7_919, 36), "c" + i));
        }
        Taxonomy taxonomy = many.build();
        LearningClassifier classifier = LearningClassifier.create().sureFrom(0);
        classifier.use("default", 1, trainer.train(ClassifiedField.CATEGORY, taxonomy, examples));

        assertThat(classifier
                        .classify(ClassificationRequest.builder("word" + Integer.toString(200 * 7_919, 36))
                                .taxonomy(taxonomy)
                                .build())
                        .flatMap(Classification::category)
                        .orElseThrow()
                        .value()
                        .code())
                .isEqualTo("c200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?!", "\u0001", "\u0301", "😀"})
    void examplesThatSayNothingAreNoTrouble(String nothing) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            examples.add(new Example(i, nothing, nothing, LearnedTexts.LABELS[i % 3]));
        }
        for (int count : new int[] {1, 20, 200}) {
            LearningClassifier classifier = LearningClassifier.create().sureFrom(0);
            classifier.use("default", 1, train(examples.subList(0, count)));
            for (String text : List.of(nothing, "I was charged twice")) {
                Optional<Classification> answer =
                        classifier.classify(ClassificationRequest.builder(text).build());
                if (!text.equals(nothing)) {
                    // few examples that say nothing are similar to nothing
                    assertThat(answer.isPresent()).isEqualTo(count > 1);
                }
                answer.flatMap(Classification::category)
                        .ifPresent(category -> assertThat(category.confidence()).isBetween(0.2, 1.0));
            }
        }
    }

    @Test
    void twoAtOnceInAnotherPlaceLearnTheSame() throws Exception {
        byte[] alone = train(examples(150)).toBytes();
        Locale locale = Locale.getDefault();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            Callable<byte[]> learning = () -> train(examples(150)).toBytes();
            for (Future<byte[]> learned : threads.invokeAll(List.of(learning, learning))) {
                assertThat(learned.get()).isEqualTo(alone);
            }
        } finally {
            Locale.setDefault(locale);
            threads.shutdownNow();
        }
    }

    @Test
    void labelsTheTaxonomyDoesNotHaveArePassedOver() {
        List<Example> mixed = new ArrayList<>(examples(20));
        mixed.add(new Example(99, null, "A text", "no_such_category"));

        assertThat(train(mixed).toBytes()).isEqualTo(train(examples(20)).toBytes());
        assertThat(retrain(List.of(new Example(1, null, "A text", "no_such_category")), null)
                        .verdict())
                .isEqualTo(Verdict.NOTHING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(List.of(new Example(1, null, "A text", "no_such_category"))))
                .withMessageContaining("no example has one of the labels");
    }

    @ParameterizedTest
    @EnumSource(
            value = ClassifiedField.class,
            names = {"SENTIMENT", "URGENCY_SCORE"})
    void onlyCategoryAndPriorityAreLearned(ClassifiedField field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(field, Taxonomy.support(), examples(20)))
                .withMessageContaining("only category and priority");
    }

    @Test
    void manyCategoriesAndLongTextsStayWithinTwentyMegabytes() {
        Taxonomy.Builder taxonomy = Taxonomy.builder();
        List<Example> examples = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 250; i++) {
            taxonomy.add("c" + i);
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 100; word++) {
                text.append(Integer.toString(random.nextInt(1_000_000), 36)).append(' ');
            }
            examples.add(new Example(i, null, text.toString(), "c" + i));
        }
        LearnedModel model = trainer.train(ClassifiedField.CATEGORY, taxonomy.build(), examples);

        assertThat(model.toBytes()).hasSizeLessThan(StoredModel.MAX_BYTES);
    }
}
