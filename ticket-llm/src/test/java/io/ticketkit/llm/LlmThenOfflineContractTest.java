package io.ticketkit.llm;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Taxonomy;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.Example;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.testkit.ClassifierContract;
import java.util.List;

/** A model, then what was learned, then words: the longest chain there is. */
class LlmThenOfflineContractTest extends ClassifierContract {
    private static final Classifier OFFLINE = offline();

    private static Classifier offline() {
        LearningClassifier learned = LearningClassifier.create();
        List<Example> examples = List.of(
                new Example(1, null, "The barcode of the shelf mark", "technical"),
                new Example(2, null, "A guest pass for the cloakroom", "account"));
        learned.use("default", 1, learned.trainer().train(ClassifiedField.CATEGORY, Taxonomy.support(), examples));
        return Classifiers.firstOf(learned, KeywordClassifier.standard());
    }

    @Override
    protected Classifier classifier() {
        return Classifiers.firstOf(LlmClassifierContractTest.ofFirstCategory(), OFFLINE);
    }
}
