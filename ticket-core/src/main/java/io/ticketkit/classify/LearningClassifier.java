package io.ticketkit.classify;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Source;
import java.util.Optional;
import java.util.Set;

/**
 * Suggests category and priority as people decided before. It abstains where it has no model of the tenant, and leaves
 * out what it is not sure of. Thread-safe.
 */
public final class LearningClassifier implements Classifier {
    private LearningClassifier() {}

    /** {@return one that knows nothing yet} */
    public static LearningClassifier create() {
        return new LearningClassifier();
    }

    /**
     * Has it use a model, in place of the one before.
     *
     * @param tenant for whose tickets
     * @param version of the model, for {@link #version}
     * @param model the model
     */
    public void use(String tenant, long version, LearnedModel model) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * Has it forget a model.
     *
     * @param tenant whose
     * @param field what it suggests
     */
    public void forget(String tenant, ClassifiedField field) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * The version of a model in use.
     *
     * @param tenant whose
     * @param field what it suggests
     * @return the version it was given with, or 0 when there is none
     */
    public long version(String tenant, ClassifiedField field) {
        throw new UnsupportedOperationException("to be written");
    }

    /** {@return the tenants it was asked about or has models of, the latest 1,000} */
    public Set<String> tenants() {
        throw new UnsupportedOperationException("to be written");
    }

    @Override
    public Optional<Classification> classify(ClassificationRequest request) {
        return Optional.empty();
    }

    @Override
    public Source source() {
        return Source.LEARNED;
    }
}
