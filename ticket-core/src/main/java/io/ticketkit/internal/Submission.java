package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Origin;
import io.ticketkit.Priority;
import io.ticketkit.Status;
import io.ticketkit.Suggestion;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a draft into a ticket. */
final class Submission {
    private final Rules rules;
    private final String tenant;
    private final Actor actor;
    private final TicketDraft draft;
    private final Optional<Category> category;

    /**
     * Checks the draft.
     *
     * @throws ValidationException when it is not valid
     */
    Submission(Rules rules, String tenant, Actor actor, TicketDraft draft) {
        this.rules = rules;
        this.tenant = tenant;
        this.actor = actor;
        this.draft = draft;
        List<Violation> violations = new ArrayList<>(draft.violations());
        this.category = draft.category().flatMap(name -> Categories.resolve(rules.taxonomy(), name, violations));
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
    }

    /** Refuses what the actor may not choose, and a ticket the actor could not see afterwards. */
    void checkAccess(Access access) {
        require(access, Action.SUBMIT, true);
        require(access, Action.TRANSITION, draft.status() != Status.OPEN);
        require(
                access,
                Action.ASSIGN,
                draft.assignee().isPresent() || draft.team().isPresent());
        // what decides about the scope is known before anything is classified
        Ticket provisional = unclassified(new TicketId(1))
                .category(rules.taxonomy().fallback())
                .priority(Priority.MEDIUM)
                .build();
        if (!access.scope().includes(provisional)) {
            throw new AccessDeniedException(actor, Action.SUBMIT);
        }
    }

    private void require(Access access, Action action, boolean needed) {
        if (needed && !access.allows(action)) {
            throw new AccessDeniedException(actor, action);
        }
    }

    Ticket ticket(TicketId id, Classification classification) {
        TicketBuilder builder = unclassified(id);
        classified(builder, classification);
        return builder.build();
    }

    private TicketBuilder unclassified(TicketId id) {
        Instant now = rules.now();
        return Ticket.builder()
                .id(id)
                .tenant(tenant)
                .title(draft.title())
                .description(draft.description())
                .requester(draft.requester().orElse(actor.role() == Actor.Role.REQUESTER ? actor.id() : null))
                .assignee(draft.assignee().orElse(null))
                .team(draft.team().orElse(null))
                .channel(draft.channel().orElse(null))
                .hostReference(draft.hostReference().orElse(null))
                .tags(draft.tags())
                .attributes(draft.attributes())
                .status(draft.status())
                .createdAt(now)
                .updatedAt(now)
                .resolvedAt(draft.status().isDone() ? now : null)
                .closedAt(draft.status() == Status.CLOSED ? now : null);
    }

    private void classified(TicketBuilder builder, Classification classification) {
        Suggestion<Category> category = classification.category().orElseThrow();
        Suggestion<Priority> priority = classification.priority().orElseThrow();
        builder.category(this.category.orElse(category.value()))
                .origin(ClassifiedField.CATEGORY, origin(this.category.isPresent(), category))
                .priority(draft.priority().orElse(priority.value()))
                .origin(ClassifiedField.PRIORITY, origin(draft.priority().isPresent(), priority));
        Scores.apply(builder, classification, rules.reviewThreshold());
    }

    private Origin origin(boolean chosen, Suggestion<?> suggestion) {
        return chosen ? Origin.chosenBy(actor) : Origin.of(suggestion, rules.reviewThreshold());
    }
}
