package io.ticketkit.classify;

import io.ticketkit.ClassifiedField;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models in use, those of the tenants asked about longest ago at the head. Thread-safe. */
final class ModelShelf {
    private static final int MOST_TENANTS = 1_000;
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private final Map<String, Map<ClassifiedField, Used>> tenants = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Used(long version, LearnedModel model) {}

    synchronized void put(String tenant, long version, LearnedModel model) {
        remove(tenant, model.field());
        tenants.computeIfAbsent(tenant, t -> new EnumMap<>(ClassifiedField.class))
                .put(model.field(), new Used(version, model));
        bytes += model.memory();
        makeRoom();
    }

    synchronized void remove(String tenant, ClassifiedField field) {
        Map<ClassifiedField, Used> models = tenants.get(tenant);
        Used removed = models == null ? null : models.remove(field);
        bytes -= removed == null ? 0 : removed.model().memory();
    }

    /** Remembers that the tenant was asked about. */
    synchronized @Nullable LearnedModel find(String tenant, ClassifiedField field) {
        Map<ClassifiedField, Used> models = tenants.get(tenant);
        if (models == null) {
            tenants.put(tenant, new EnumMap<>(ClassifiedField.class));
            makeRoom();
            return null;
        }
        Used used = models.get(field);
        return used == null ? null : used.model();
    }

    synchronized long version(String tenant, ClassifiedField field) {
        // asking for the version is no use of the model
        for (Map.Entry<String, Map<ClassifiedField, Used>> entry : tenants.entrySet()) {
            if (entry.getKey().equals(tenant)) {
                Used used = entry.getValue().get(field);
                return used == null ? 0 : used.version();
            }
        }
        return 0;
    }

    synchronized Set<String> tenants() {
        return Set.copyOf(tenants.keySet());
    }

    private void makeRoom() {
        while (tenants.size() > 1 && (tenants.size() > MOST_TENANTS || bytes > MOST_BYTES)) {
            String oldest = tenants.keySet().iterator().next();
            List.of(ClassifiedField.values()).forEach(field -> remove(oldest, field));
            tenants.remove(oldest);
        }
    }
}
