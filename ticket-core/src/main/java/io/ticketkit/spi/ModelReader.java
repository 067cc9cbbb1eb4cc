package io.ticketkit.spi;

import io.ticketkit.ClassifiedField;
import io.ticketkit.TicketId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was learned, and what can be learned from, as {@link TicketReader#models()} gives it. Not thread-safe. */
public interface ModelReader {
    /**
     * Tells a model from others.
     *
     * @param tenant whose
     * @param field what it suggests
     * @param version from 1; begins anew after a model was dropped
     * @param checksum of its content, as stored with it
     */
    record Version(String tenant, ClassifiedField field, long version, String checksum) {}

    /**
     * Tells which models there are, without reading them.
     *
     * @param tenants whose, any number
     * @return of each model that there is its version, in any order
     */
    List<Version> versions(Collection<String> tenants);

    /**
     * Reads a model.
     *
     * @param tenant whose
     * @param field what it suggests
     * @return the model, or empty when there is none
     */
    Optional<StoredModel> find(String tenant, ClassifiedField field);

    /**
     * Part of the tickets whose category or priority a person chose ({@link io.ticketkit.Source#PERSON}), the newest id
     * first.
     *
     * @param tenant whose
     * @param before only tickets with a smaller id, or null for all
     * @param limit how many at most, 1 or more
     * @return the texts, fewer than the limit only at the end
     */
    List<LabelledText> labelled(String tenant, @Nullable TicketId before, int limit);

    /**
     * Tells without reading texts whether what {@link #labelled} gives may have changed.
     *
     * @param tenant whose
     * @return up to 100 characters; the same as before only when the tickets, their labels and their texts are the same
     */
    String fingerprint(String tenant);
}
