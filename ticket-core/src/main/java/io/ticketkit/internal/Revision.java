package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FieldChange;
import io.ticketkit.IllegalTransitionException;
import io.ticketkit.Origin;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketField;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Applies a change to a ticket: finds what really changes, and whether it may. */
final class Revision {
    private static final Set<TicketField> ASSIGNMENT = EnumSet.of(TicketField.ASSIGNEE, TicketField.TEAM);

    private final Rules rules;
    private final Actor actor;
    private final Ticket before;
    private final TicketChange change;
    private final TicketBuilder builder;
    private final List<FieldChange> changes;
    private final Set<ClassifiedField> accepted = EnumSet.noneOf(ClassifiedField.class);

    /**
     * Applies everything but the scores that follow from the text.
     *
     * @throws ValidationException when the change, or what it leads to, is not valid
     */
    Revision(Rules rules, Actor actor, Ticket before, TicketChange change) {
        this.rules = rules;
        this.actor = actor;
        this.before = before;
        this.change = change;
        this.builder = before.toBuilder();
        List<Violation> violations = new ArrayList<>(change.violations());
        Category category = category(violations);
        violations.addAll(boundsAfter());
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        applyTexts();
        applyChoices(category);
        this.changes = Differences.between(before, builder.build());
    }

    private Category category(List<Violation> violations) {
        return change.category()
                .filter(name -> !name.equals(before.category().code()))
                .flatMap(name -> Categories.resolve(rules.taxonomy(), name, violations))
                .orElse(before.category());
    }

    /** Tags and attributes are added to those the ticket has by now; together they must stay within the limits. */
    private List<Violation> boundsAfter() {
        return TicketChange.builder()
                .tags(change.tagsAfter(before.tags()))
                .attributes(change.attributesAfter(before.attributes()))
                .build()
                .violations();
    }

    private void applyTexts() {
        builder.title(change.title().orElse(before.title()))
                .description(change.description().orElse(before.description()))
                .requester(after(TicketField.REQUESTER, before.requester()))
                .assignee(after(TicketField.ASSIGNEE, before.assignee()))
                .team(after(TicketField.TEAM, before.team()))
                .channel(after(TicketField.CHANNEL, before.channel()))
                .hostReference(change.hostReferenceAfter(before.hostReference().orElse(null)))
                .tags(change.tagsAfter(before.tags()))
                .attributes(change.attributesAfter(before.attributes()));
    }

    private @Nullable String after(TicketField field, Optional<String> current) {
        return change.textAfter(field, current.orElse(null));
    }

    private void applyChoices(Category category) {
        if (!category.equals(before.category())) {
            builder.category(category).origin(ClassifiedField.CATEGORY, Origin.chosenBy(actor));
        }
        change.priority()
                .filter(priority -> priority != before.priority())
                .ifPresent(priority ->
                        builder.priority(priority).origin(ClassifiedField.PRIORITY, Origin.chosenBy(actor)));
        change.status().ifPresent(builder::status);
        if (category.equals(before.category())) {
            accept(ClassifiedField.CATEGORY);
        }
        if (change.priority().orElse(before.priority()) == before.priority()) {
            accept(ClassifiedField.PRIORITY);
        }
    }

    private void accept(ClassifiedField field) {
        Origin chosen = Origin.chosenBy(actor);
        Origin origin = before.origin(field);
        boolean byPerson = origin.source() == Source.PERSON && origin.chosenBy().isPresent();
        if (change.accepted().contains(field) && !byPerson && !origin.equals(chosen)) {
            builder.origin(field, chosen);
            accepted.add(field);
        }
    }

    /** Fields whose value stays, and is the actor's choice now. */
    Set<ClassifiedField> accepted() {
        return accepted;
    }

    boolean isEmpty() {
        return changes.isEmpty() && accepted.isEmpty();
    }

    boolean changesText() {
        return changed(TicketField.TITLE) || changed(TicketField.DESCRIPTION);
    }

    boolean changesStatus() {
        return changed(TicketField.STATUS);
    }

    private boolean changed(TicketField field) {
        return changes.stream().anyMatch(c -> c.field() == field);
    }

    /** Refuses what the actor may not do, and what the workflow does not allow. */
    void check(Access access) {
        Status to = change.status().orElse(before.status());
        for (FieldChange c : changes) {
            if (c.field() == TicketField.STATUS) {
                boolean reopens = before.status().isDone() && to == Status.OPEN;
                require(
                        access.allows(Action.TRANSITION) || (reopens && access.allows(Action.REOPEN)),
                        Action.TRANSITION);
            } else {
                Action action = ASSIGNMENT.contains(c.field()) ? Action.ASSIGN : Action.EDIT;
                require(access.allows(action), action);
            }
        }
        require(accepted.isEmpty() || access.allows(Action.EDIT), Action.EDIT);
        if (!rules.workflow().allows(before.status(), to)) {
            throw new IllegalTransitionException(before.status(), to, rules.workflow());
        }
    }

    private void require(boolean allowed, Action action) {
        if (!allowed) {
            throw new AccessDeniedException(actor, action);
        }
    }

    /**
     * The ticket after the change.
     *
     * @param score gives a complete classification of a title and description; asked only when they changed
     */
    Ticket after(BiFunction<String, String, Classification> score) {
        if (changesText()) {
            Ticket draft = builder.build();
            Classification classification = score.apply(draft.title(), draft.description());
            Scores.apply(builder, classification, rules.reviewThreshold());
        }
        Instant now = rules.now();
        // clocks of two nodes may differ; time never runs backwards on one ticket
        Instant at = now.isBefore(before.updatedAt()) ? before.updatedAt() : now;
        Status status = change.status().orElse(before.status());
        builder.resolvedAt(status.isDone() ? before.resolvedAt().orElse(at) : null)
                .closedAt(status == Status.CLOSED ? before.closedAt().orElse(at) : null);
        return builder.updatedAt(at).version(before.version() + 1).build();
    }
}
