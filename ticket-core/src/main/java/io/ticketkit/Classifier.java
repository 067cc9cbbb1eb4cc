package io.ticketkit;

import java.util.Optional;

/**
 * Suggests category, priority, sentiment and urgency for a text. A lambda is enough:
 *
 * <pre>{@code
 * Classifier vip = request -> request.description().contains("VIP")
 *         ? Optional.of(Classification.builder(Source.RULE).priority(Priority.HIGH, 1.0).build())
 *         : Optional.empty();
 * }</pre>
 *
 * <p>Implementations are thread-safe, keep within {@link ClassificationRequest#deadline()}, and need not suggest every
 * field: what one leaves out the next in a chain fills in. A thread that is interrupted should stop.
 */
@FunctionalInterface
public interface Classifier {
    /**
     * Classifies.
     *
     * @param request the text and what it can be classified as
     * @return the suggestions, or empty to abstain
     * @throws Exception when it failed; the next classifier of the chain is asked
     */
    Optional<Classification> classify(ClassificationRequest request) throws Exception;

    /**
     * What kind of classifier this is. It tells what ran when there is no answer that says so itself.
     *
     * @return {@link Source#HOST}, unless overridden
     */
    default Source source() {
        return Source.HOST;
    }

    /**
     * Drops what is kept in memory of texts of a tenant: answers in a cache, models. Called when somebody's data was erased;
     * what is learned or asked again afterwards does not hold it. Does nothing unless overridden; a chain passes it on.
     *
     * @param tenant whose texts
     */
    default void forget(String tenant) {}
}
