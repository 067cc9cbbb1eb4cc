package io.ticketkit.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.spi.ModelReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has the classifier of this node use the models that are stored. Thread-safe. */
final class ModelRefresh {
    private final SharedModels shared;
    private final LearningClassifier classifier;
    /** The tenant whose models it has before it was asked about anybody. */
    private final String home;
    /** What it uses; a version alone does not tell, because they begin anew after a model was dropped. */
    private final Map<Key, ModelReader.Version> taken = new ConcurrentHashMap<>();

    private record Key(String tenant, ClassifiedField field) {}

    ModelRefresh(SharedModels shared, LearningClassifier classifier, String home) {
        this.shared = shared;
        this.classifier = classifier;
        this.home = home;
    }

    void run() {
        Set<String> tenants = new HashSet<>(classifier.tenants());
        tenants.add(home);
        taken.keySet().removeIf(key -> !tenants.contains(key.tenant()));
        Map<Key, ModelReader.Version> stored = shared.versions(tenants).stream()
                .collect(Collectors.toMap(version -> new Key(version.tenant(), version.field()), Function.identity()));
        for (String tenant : tenants) {
            for (ClassifiedField field : Learner.FIELDS) {
                Key key = new Key(tenant, field);
                if (!isUsed(key, stored.get(key))) {
                    Learner.orLogged("Taking up a learned model", () -> take(key));
                }
            }
        }
    }

    private boolean isUsed(Key key, ModelReader.@Nullable Version stored) {
        long version = classifier.version(key.tenant(), key.field());
        return stored == null ? version == 0 : version == stored.version() && stored.equals(taken.get(key));
    }

    private void take(Key key) {
        Optional<SharedModels.Found> found = shared.find(key.tenant(), key.field());
        if (found.isPresent()) {
            ModelReader.Version version = found.get().version();
            classifier.use(key.tenant(), version.version(), found.get().model());
            taken.put(key, version);
            if (!shared.versions(List.of(key.tenant())).contains(version)) {
                // dropped meanwhile, maybe because of somebody who was erased, and forgotten before it was used
                classifier.forget(key.tenant(), key.field());
                taken.remove(key);
            }
        } else {
            classifier.forget(key.tenant(), key.field());
            taken.remove(key);
        }
    }
}
