package io.ticketkit.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.TicketId;
import io.ticketkit.classify.LearnedModel;
import io.ticketkit.spi.ModelReader;
import io.ticketkit.spi.ModelWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Drops models that learned from tickets of one tenant which are erased one after the other. Each model is read once: it may
 * have 20 MiB, and there may be thousands of tickets. For one thread.
 */
final class ModelErasing {
    private final String tenant;
    /** Those that were read, of each field the last; without what cannot be read, which may have learned from anything. */
    private final Map<ClassifiedField, Read> known = new HashMap<>();

    private record Read(ModelReader.Version version, Optional<LearnedModel> model) {
        boolean learnedFrom(long id) {
            return model.filter(one -> one.learnedOnlyFrom(other -> other != id))
                    .isEmpty();
        }
    }

    ModelErasing(String tenant) {
        this.tenant = tenant;
    }

    /**
     * In the transaction in which the ticket is erased, so that models are gone at once and not when it is learned again.
     * Whether a person chose its values does not matter: it may have been so when they were learned.
     */
    void erase(ModelWriter models, TicketId ticket, Instant now) {
        models.hold(tenant);
        boolean dropped = false;
        for (ModelReader.Version version : models.versions(List.of(tenant))) {
            if (read(models, version).learnedFrom(ticket.value())) {
                models.drop(tenant, version.field());
                dropped = true;
            }
        }
        if (dropped) {
            models.finish(tenant, null, now);
        }
    }

    private Read read(ModelWriter models, ModelReader.Version version) {
        Read before = known.get(version.field());
        if (before != null && before.version().equals(version)) {
            return before;
        }
        Read read = new Read(version, models.find(tenant, version.field()).flatMap(SharedModels::usable));
        known.put(version.field(), read);
        return read;
    }
}
