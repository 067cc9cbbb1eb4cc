package io.ticketkit.classify;

import static io.ticketkit.classify.LearnedTexts.examples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketkit.CategoryDefinition;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.Suggestion;
import io.ticketkit.Taxonomy;
import io.ticketkit.WordWeight;
import io.ticketkit.testkit.ClassifierContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LearningClassifierTest extends ClassifierContract {
    private static final LearningClassifier OF_150 = knowing(Taxonomy.support(), examples(150));

    @Override
    protected Classifier classifier() {
        return OF_150;
    }

    private static LearningClassifier knowing(Taxonomy taxonomy, List<Example> examples) {
        LearningClassifier classifier = LearningClassifier.create().sureFrom(0);
        classifier.use("default", 1, ModelTrainer.standard().train(ClassifiedField.CATEGORY, taxonomy, examples));
        return classifier;
    }

    private static ClassificationRequest request(String text) {
        return ClassificationRequest.builder(text).build();
    }

    private static String category(LearningClassifier classifier, String text) {
        return classifier
                .classify(request(text))
                .flatMap(Classification::category)
                .map(Suggestion::value)
                .orElseThrow()
                .code();
    }

    @ParameterizedTest
    @CsvSource({"30, 0.7", "90, 0.9", "300, 0.95"})
    void decidesAsPeopleDid(int count, double share) {
        LearningClassifier classifier = knowing(Taxonomy.support(), examples(count));
        Random random = new Random(99);
        int right = 0;
        for (int i = 0; i < 300; i++) {
            right += category(classifier, LearnedTexts.text(i % 3, random)).equals(LearnedTexts.LABELS[i % 3]) ? 1 : 0;
        }
        assertThat(right).isGreaterThan((int) (300 * share));
    }

    /** What the lexicon says without them: technical. */
    @Test
    void threeCorrectionsAreEnoughForSimilarTextsAndTouchNoOthers() {
        LearningClassifier classifier = knowing(
                Taxonomy.support(),
                List.of(
                        new Example(1, "Widget Turbo", "Stops with an error when I open the export", "account"),
                        new Example(2, null, "Error in Widget Turbo while exporting", "account"),
                        new Example(3, null, "Widget Turbo export crashes", "account")));

        assertThat(category(classifier, "Widget Turbo export shows an error again"))
                .isEqualTo("account");
        assertThat(category(classifier, "The Widget Turbo crashed during the export"))
                .isEqualTo("account");
        for (String other :
                List.of("The app crashes at start", "I was charged twice", "What are your opening hours?")) {
            // the lexicon's own classifier answers these, and says so
            assertThat(classifier.classify(request(other))).isEmpty();
        }
    }

    static Stream<String> ownCategories() {
        return Stream.of("alpha", "beta", "gamma");
    }

    @ParameterizedTest
    @MethodSource("ownCategories")
    void learnsAnyLabels(String label) {
        Taxonomy own = Taxonomy.builder().add("alpha", "beta", "gamma").build();
        List<String> order = List.of("alpha", "beta", "gamma");
        List<Example> renamed = examples(60).stream()
                .map(e -> new Example(
                        e.id(),
                        null,
                        e.description(),
                        order.get(List.of(LearnedTexts.LABELS).indexOf(e.label()))))
                .toList();
        LearningClassifier classifier = knowing(own, renamed);
        String text = LearnedTexts.text(order.indexOf(label), new Random(4));

        assertThat(classifier
                        .classify(ClassificationRequest.builder(text)
                                .taxonomy(own)
                                .build())
                        .flatMap(Classification::category)
                        .orElseThrow()
                        .value()
                        .code())
                .isEqualTo(label);
    }

    @Test
    void suggestsOnlyCategoriesOfTodayAndTakesNewOnes() {
        Taxonomy today = Taxonomy.builder()
                .add("technical")
                .add(CategoryDefinition.builder("billing").retired().build())
                .add(CategoryDefinition.builder("parking")
                        .keywords("parking lot", "car park")
                        .build())
                .fallback("technical")
                .build();
        LearningClassifier classifier = knowing(Taxonomy.support(), examples(60));

        assertThat(classifier
                        .classify(ClassificationRequest.builder("The barcode and the shelf mark")
                                .taxonomy(today)
                                .build())
                        .flatMap(Classification::category)
                        .orElseThrow()
                        .value()
                        .code())
                .isNotEqualTo("billing");
        assertThat(classifier
                        .classify(ClassificationRequest.builder("The car park is full, no space in the parking lot")
                                .taxonomy(today)
                                .build())
                        .flatMap(Classification::category)
                        .orElseThrow()
                        .value()
                        .code())
                .isEqualTo("parking");
    }

    @Test
    void abstainsWithoutAModelOfTheTenant() {
        LearningClassifier classifier = knowing(Taxonomy.support(), examples(60));

        assertThat(LearningClassifier.create().classify(request("The barcode"))).isEmpty();
        assertThat(classifier.classify(ClassificationRequest.builder("The barcode")
                        .tenant("other")
                        .build()))
                .isEmpty();
        assertThat(classifier.tenants()).contains("default", "other");
        classifier.forget("default", ClassifiedField.CATEGORY);
        assertThat(classifier.classify(request("The barcode"))).isEmpty();
        assertThat(classifier.version("default", ClassifiedField.CATEGORY)).isZero();
    }

    @Test
    void leavesOutWhatItIsNotSureOf() {
        LearningClassifier any = knowing(Taxonomy.support(), examples(60));
        String unclear = "Zzyzx qwrt";
        double confidence = any.classify(request(unclear))
                .flatMap(Classification::category)
                .orElseThrow()
                .confidence();

        assertThat(any.sureFrom(Math.min(1, confidence + 0.01)).classify(request(unclear)))
                .isEmpty();
        assertThat(any.sureFrom(confidence).classify(request(unclear))).isPresent();
        assertThat(any.sureFrom(0.8).classify(request("The barcode on the shelf mark")))
                .isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> any.sureFrom(1.1)).withMessageContaining("sureFrom");
        assertThatIllegalArgumentException().isThrownBy(() -> any.sureFrom(Double.NaN));
    }

    @Test
    void saysWhichWordsDecided() {
        Classification answer = knowing(Taxonomy.support(), examples(90))
                .classify(request("Somebody asked about the microfilm today"))
                .orElseThrow();

        WordWeight first = answer.explanation().get(0);
        assertThat(first.words()).isEqualTo("microfilm");
        assertThat(first.value()).isEqualTo("technical");
        assertThat(first.weight()).isPositive();
        assertThat(answer.rationale().orElseThrow()).startsWith("technical: microfilm ");
        assertThat(answer.source()).isEqualTo(Source.LEARNED);
        assertThat(answer.sentiment()).isEmpty();
        assertThat(answer.urgencyScore()).isEmpty();
    }

    @Test
    void learnsPrioritiesToo() {
        List<Example> examples = new ArrayList<>();
        for (Example e : examples(90)) {
            examples.add(
                    new Example(e.id(), null, e.description(), e.label().equals("technical") ? "critical" : "low"));
        }
        LearningClassifier classifier = LearningClassifier.create();
        classifier.use(
                "default", 7, ModelTrainer.standard().train(ClassifiedField.PRIORITY, Taxonomy.support(), examples));

        Optional<Classification> answer = classifier.classify(request("The scanner glass and the microfilm"));

        assertThat(answer.flatMap(Classification::priority).orElseThrow().value())
                .isEqualTo(Priority.CRITICAL);
        assertThat(answer.flatMap(Classification::category)).isEmpty();
        assertThat(classifier.version("default", ClassifiedField.PRIORITY)).isEqualTo(7);
    }

    @Test
    void keepsTheModelsOfTheLatestTenantsOnly() {
        LearningClassifier classifier = LearningClassifier.create();
        LearnedModel model = ModelTrainer.standard().train(ClassifiedField.CATEGORY, Taxonomy.support(), examples(3));
        for (int i = 0; i < 1_200; i++) {
            classifier.use("tenant " + i, 1, model);
        }
        assertThat(classifier.tenants()).hasSize(1_000).contains("tenant 1199").doesNotContain("tenant 0");
    }
}
