package io.ticketkit.classify;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Taxonomy;
import io.ticketkit.testkit.ClassifierContract;

/** The offline chain of a host that learns; with few examples, so that texts are compared with them. */
class LearnedThenKeywordTest extends ClassifierContract {
    private static final Classifier CHAIN = chain();

    private static Classifier chain() {
        LearningClassifier learned = LearningClassifier.create();
        learned.use(
                "default",
                1,
                learned.trainer().train(ClassifiedField.CATEGORY, Taxonomy.support(), LearnedTexts.examples(40)));
        return Classifiers.firstOf(learned, KeywordClassifier.standard());
    }

    @Override
    protected Classifier classifier() {
        return CHAIN;
    }
}
