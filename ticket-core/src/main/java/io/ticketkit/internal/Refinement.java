package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FieldChange;
import io.ticketkit.Origin;
import io.ticketkit.RunValue;
import io.ticketkit.Suggestion;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketEvent;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A later answer, applied to a ticket that has values: a field that no person and no host has chosen takes over the
 * suggested value and its origin when the suggestion reaches the review threshold, or is surer than what is there.
 */
final class Refinement {
    /** People chose nothing of it. */
    private static final Actor ACTOR = Actor.system("ticketkit-classification");

    private final Ticket before;
    private final double reviewThreshold;
    private final TicketBuilder builder;
    private final Set<ClassifiedField> taken = EnumSet.noneOf(ClassifiedField.class);

    Refinement(Ticket before, Classification answer, double reviewThreshold) {
        this.before = before;
        this.reviewThreshold = reviewThreshold;
        this.builder = before.toBuilder();
        take(ClassifiedField.CATEGORY, answer.category(), builder::category);
        take(ClassifiedField.PRIORITY, answer.priority(), builder::priority);
        take(ClassifiedField.SENTIMENT, answer.sentiment(), builder::sentiment);
        take(ClassifiedField.URGENCY_SCORE, answer.urgencyScore(), builder::urgencyScore);
    }

    private <T> void take(ClassifiedField field, Optional<Suggestion<T>> suggestion, Consumer<T> set) {
        suggestion.filter(s -> replaces(before.origin(field), s.confidence())).ifPresent(s -> {
            set.accept(s.value());
            builder.origin(field, Origin.of(s, reviewThreshold));
            taken.add(field);
        });
    }

    private boolean replaces(Origin current, double confidence) {
        return current.chosenBy().isEmpty()
                && (confidence >= reviewThreshold
                        || confidence > current.confidence().orElse(0));
    }

    /** Whether nothing of the ticket differs. */
    boolean isEmpty() {
        return taken.isEmpty();
    }

    /**
     * The ticket after it. It is a new version only when a value or a review mark differs: a source and a confidence
     * that differ are no reason to refuse somebody's change as stale.
     */
    Ticket after(Instant now) {
        Ticket after = builder.build();
        if (!isVisible(after)) {
            return after;
        }
        Instant at = now.isBefore(before.updatedAt()) ? before.updatedAt() : now;
        return builder.updatedAt(at).version(before.version() + 1).build();
    }

    private boolean isVisible(Ticket after) {
        return !Differences.between(before, after).isEmpty()
                || taken.stream()
                        .anyMatch(field -> before.origin(field).needsReview()
                                != after.origin(field).needsReview());
    }

    /** The fields that take over what was suggested. */
    Set<ClassifiedField> taken() {
        return taken;
    }

    /** Stores the ticket after it, and tells of it what others can see. */
    Ticket write(TicketWriter writer, Consumer<TicketEvent> emit, StoredTicket stored, Instant now) {
        Ticket after = after(now);
        if (after.version() == before.version()) {
            writer.update(stored, new StoredTicket(after, stored.lastEvent(), stored.hiddenEvents()), List.of());
            return after;
        }
        History history = History.next(stored, after.updatedAt(), ACTOR);
        List<FieldChange> changes = Differences.between(before, after);
        writer.update(stored, history.stored(after), history.changed(changes, after, Set.of()));
        emit.accept(new TicketEvent.Updated(history.header(after), after, changes, Set.of()));
        return after;
    }

    /** The run behind the answer, with what became of its values. */
    ClassificationRun fated(ClassificationRun run) {
        ClassificationRun.Builder fated = run.toBuilder();
        run.values()
                .forEach((field, value) -> fated.value(
                        field, value.with(taken.contains(field) ? RunValue.Fate.APPLIED : RunValue.Fate.OFFERED)));
        return fated.build();
    }
}
