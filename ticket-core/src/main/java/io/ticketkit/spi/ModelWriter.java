package io.ticketkit.spi;

import io.ticketkit.ClassifiedField;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores models and shares out the work of learning them between any number of nodes, as {@link TicketWriter#models()}
 * gives it. Not thread-safe.
 */
public interface ModelWriter extends ModelReader {
    /**
     * A tenant whose models it is time to look after.
     *
     * @param tenant which
     * @param seen the {@linkplain #fingerprint fingerprint} the last round ended with, or null when there was none
     */
    record Round(String tenant, @Nullable String seen) {}

    /**
     * Claims tenants that have a labelled ticket or a model, whose next round is due, and which nobody has claimed;
     * those that wait longest first, those that had no round yet before all others. Whoever claims at the same time gets
     * others.
     *
     * @param now what it is due by
     * @param leaseUntil when the claim ends, if it is not {@linkplain #finish finished} before
     * @param limit how many at most, 1 or more
     * @return the rounds that are the caller's now
     */
    List<Round> claim(Instant now, Instant leaseUntil, int limit);

    /**
     * Ends a round.
     *
     * @param tenant whose
     * @param seen the fingerprint of what was looked at, or null to look at it again in any case
     * @param due when the next round is due
     */
    void finish(String tenant, @Nullable String seen, Instant due);

    /**
     * Stores a model in place of the one before it.
     *
     * @param model with version 1 when there is none yet, else with the version after that of the present one
     * @return false when there is another version by now; then nothing was changed
     */
    boolean replace(StoredModel model);

    /**
     * Waits for others that hold the models of a tenant, and holds them until the end of the transaction. Whoever stores
     * a model, and whoever erases what it may have learned from, does so first, so that each sees what the other did.
     *
     * @param tenant whose; nothing is held where nobody has ever claimed it
     */
    void hold(String tenant);

    /**
     * Removes a model. The next one of the same tenant and field begins with version 1.
     *
     * @param tenant whose
     * @param field what it suggests
     */
    void drop(String tenant, ClassifiedField field);
}
