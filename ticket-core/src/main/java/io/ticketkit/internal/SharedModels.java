package io.ticketkit.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Evaluation;
import io.ticketkit.ModelReport;
import io.ticketkit.classify.LearnedModel;
import io.ticketkit.spi.ModelReader;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.StoredModel;
import io.ticketkit.spi.TicketStorage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of a storage. What cannot be used, because it was damaged or another version of the library wrote it, is
 * removed, so that the next round learns it anew.
 *
 * @param storage where they are kept
 * @param transactions in which they may be read and written
 */
record SharedModels(TicketStorage storage, OwnTransactions transactions) {
    private static final Logger LOG = LoggerFactory.getLogger(SharedModels.class);

    /** A model that can be used. */
    record Found(ModelReader.Version version, LearnedModel model) {}

    <T> T read(Function<ModelReader, T> work) {
        return transactions.run(() -> storage.<T>read(reader -> work.apply(reader.models())));
    }

    <T> T write(Function<ModelWriter, T> work) {
        return transactions.run(() -> storage.<T>write(writer -> work.apply(writer.models())));
    }

    /** See {@link io.ticketkit.spi.PersonReader#erasedTickets}. */
    long erasedTickets(String tenant) {
        return transactions.run(
                () -> storage.<Long>read(reader -> reader.persons().erasedTickets(tenant)));
    }

    /** Unless somebody's tickets were erased while it was learned, which may be among the examples. */
    boolean replace(StoredModel model, long erasedBefore) {
        return transactions.run(() -> storage.<Boolean>write(writer -> {
            // first: nobody begins to erase between the look and the commit, and finds no model to drop
            writer.models().hold(model.tenant());
            return writer.persons().erasedTickets(model.tenant()) == erasedBefore
                    && writer.models().replace(model);
        }));
    }

    List<ModelReader.Version> versions(Collection<String> tenants) {
        return read(models -> models.versions(tenants));
    }

    Optional<Found> find(String tenant, ClassifiedField field) {
        StoredModel stored = read(models -> models.find(tenant, field)).orElse(null);
        if (stored == null) {
            return Optional.empty();
        }
        Optional<LearnedModel> model = usable(stored);
        if (model.isEmpty()) {
            LOG.warn(
                    "Version {} of a model of {} is damaged, or of another version of TicketKit: it is learned anew",
                    stored.version(),
                    field);
            drop(version(stored));
        }
        return model.map(found -> new Found(version(stored), found));
    }

    private static ModelReader.Version version(StoredModel stored) {
        return new ModelReader.Version(stored.tenant(), stored.field(), stored.version(), stored.checksum());
    }

    static Optional<LearnedModel> usable(StoredModel stored) {
        if (!stored.isIntact()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LearnedModel.read(stored.content())).filter(model -> model.field() == stored.field());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What can be told of the models of a tenant, in a read of its own. */
    static List<ModelReport> reports(TicketStorage storage, String tenant, double reviewThreshold) {
        List<StoredModel> stored = storage.read(reader -> Learner.FIELDS.stream()
                .flatMap(field -> reader.models().find(tenant, field).stream())
                .toList());
        return stored.stream()
                .flatMap(found -> usable(found).map(model -> report(found, model, reviewThreshold)).stream())
                .toList();
    }

    private static ModelReport report(StoredModel stored, LearnedModel model, double reviewThreshold) {
        List<Evaluation.Judged> judged = model.heldBack();
        return ModelReport.builder(stored.field(), stored.version(), stored.trainedAt())
                .examples(model.examples())
                .evaluation(judged.isEmpty() ? null : Evaluation.of(judged, reviewThreshold))
                .build();
    }

    /** Only the one that is meant: there may be a better one by now. */
    void drop(ModelReader.Version unwanted) {
        write(models -> {
            boolean there = models.versions(List.of(unwanted.tenant())).contains(unwanted);
            if (there) {
                models.drop(unwanted.tenant(), unwanted.field());
            }
            return there;
        });
    }
}
