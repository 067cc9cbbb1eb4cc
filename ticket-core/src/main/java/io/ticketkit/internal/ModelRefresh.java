package io.ticketkit.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.spi.ModelReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has the classifier of this node use the models that are stored.
 *
 * @param shared where they are
 * @param classifier who uses them
 * @param home the tenant whose models it has before it was asked about anybody
 */
record ModelRefresh(SharedModels shared, LearningClassifier classifier, String home) {
    private record Key(String tenant, ClassifiedField field) {}

    void run() {
        Set<String> tenants = new HashSet<>(classifier.tenants());
        tenants.add(home);
        Map<Key, Long> versions = new HashMap<>();
        for (ModelReader.Version version : shared.versions(tenants)) {
            versions.put(new Key(version.tenant(), version.field()), version.version());
        }
        for (String tenant : tenants) {
            for (ClassifiedField field : Learner.FIELDS) {
                long stored = versions.getOrDefault(new Key(tenant, field), 0L);
                if (stored != classifier.version(tenant, field)) {
                    Learner.orLogged("Taking up a learned model", () -> take(tenant, field));
                }
            }
        }
    }

    private void take(String tenant, ClassifiedField field) {
        Optional<SharedModels.Found> found = shared.find(tenant, field);
        if (found.isPresent()) {
            classifier.use(tenant, found.get().version(), found.get().model());
        } else {
            classifier.forget(tenant, field);
        }
    }
}
