package io.ticketkit.classify;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts classifiers together. */
public final class Classifiers {
    private static final Logger LOG = LoggerFactory.getLogger(Classifiers.class);

    private Classifiers() {}

    /**
     * A chain, see {@link #firstOf(List)}.
     *
     * @param first asked first
     * @param more asked in this order, as far as needed
     * @return the chain
     */
    public static Classifier firstOf(Classifier first, Classifier... more) {
        List<Classifier> all = new ArrayList<>();
        all.add(first);
        all.addAll(List.of(more));
        return firstOf(all);
    }

    /**
     * A chain. Its members are asked in order until the answer is complete: the first answer counts, and the fields it
     * leaves out are taken from the following ones. A member that abstains, returns null or throws is passed over.
     *
     * <p>Every member keeps to the deadline itself: after it has passed the rest are still asked, so that an offline
     * classifier at the end answers in any case. A member that throws {@link InterruptedException} has been told to
     * stop: the thread's interrupt flag is set again and the rest are asked, and those that wait for anything will stop
     * at once.
     *
     * <p>Failures are logged with the name of the exception's class only, because a message may quote the ticket. When
     * nobody answered, the chain abstains if all did, and otherwise throws the last exception with the earlier ones
     * suppressed.
     *
     * @param classifiers at least one
     * @return the chain
     * @throws IllegalArgumentException when the list is empty
     */
    public static Classifier firstOf(List<Classifier> classifiers) {
        if (classifiers.isEmpty()) {
            throw new IllegalArgumentException("a chain needs at least one classifier");
        }
        List<Classifier> chain = List.copyOf(classifiers);
        return new Chain(chain);
    }

    private record Chain(List<Classifier> members) implements Classifier {
        @Override
        public Optional<Classification> classify(ClassificationRequest request) throws Exception {
            return ask(members, request);
        }

        @Override
        public void forget(String tenant) {
            members.forEach(member -> member.forget(tenant));
        }
    }

    private static Optional<Classification> ask(List<Classifier> chain, ClassificationRequest request)
            throws Exception {
        @Nullable Classification answer = null;
        @Nullable Exception failure = null;
        for (Classifier classifier : chain) {
            try {
                Classification next = answerOf(classifier, request);
                if (next != null) {
                    answer = answer == null ? next : answer.withMissingFrom(next);
                }
            } catch (Exception e) {
                failure = failed(classifier, e, failure);
            }
            if (answer != null && answer.isComplete()) {
                break;
            }
        }
        if (answer == null && failure != null) {
            throw failure;
        }
        return Optional.ofNullable(answer);
    }

    /** A member written without null checks may return null; that is taken for abstaining. */
    @SuppressWarnings({"OptionalAssignedToNull", "NullableOptional"})
    private static @Nullable Classification answerOf(Classifier classifier, ClassificationRequest request)
            throws Exception {
        @Nullable Optional<Classification> answer = classifier.classify(request);
        return answer == null ? null : answer.orElse(null);
    }

    private static Exception failed(Classifier classifier, Exception failure, @Nullable Exception before) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        LOG.warn(
                "Classifier {} failed: {}",
                classifier.getClass().getName(),
                failure.getClass().getName());
        if (before != null && before != failure) {
            failure.addSuppressed(before);
        }
        return failure;
    }
}
