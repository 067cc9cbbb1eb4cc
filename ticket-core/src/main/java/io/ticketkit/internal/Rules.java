package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.AccessPolicy;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.ReopenPolicy;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.Workflow;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What decides in one kit.
 *
 * @param taxonomy which categories there are
 * @param workflow which changes of status are allowed
 * @param reopening which replies open a ticket again
 * @param policy who may do what
 * @param reviewThreshold the confidence below which a person should look
 * @param clock what time it is
 */
public record Rules(
        Taxonomy taxonomy,
        Workflow workflow,
        ReopenPolicy reopening,
        AccessPolicy policy,
        double reviewThreshold,
        Clock clock) {
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What an actor who must have an action may do and see. */
    Access require(Actor actor, Action action) {
        Access access = policy.accessOf(actor);
        if (!access.allows(action)) {
            throw new AccessDeniedException(actor, action);
        }
        return access;
    }

    /** The tickets an actor may see, of those a query wants. */
    TicketSelection selection(String tenant, Actor actor, TicketQuery query) {
        Access access = require(actor, Action.VIEW);
        List<Violation> violations = query.violations();
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        return new TicketSelection(tenant, access.scope(), query);
    }
}
