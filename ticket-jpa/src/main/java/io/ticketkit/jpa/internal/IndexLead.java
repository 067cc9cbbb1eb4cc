package io.ticketkit.jpa.internal;

import io.ticketkit.Scope;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import java.util.Collection;

/**
 * H2 reads rows in the order of an index only when the columns that conditions fix to one value lead the ORDER BY:
 * these columns, of the most selective index that serves a selection. PostgreSQL finds out by itself.
 */
final class IndexLead {
    private static final String TENANT = "t.tenant";

    private IndexLead() {}

    static String of(TicketSelection selection) {
        TicketQuery query = selection.query();
        if (query.order() != TicketOrder.NEWEST && query.order() != TicketOrder.OLDEST) {
            return TENANT;
        }
        Scope scope = selection.scope();
        if (scope instanceof Scope.Host || query.hostReference().isPresent()) {
            return TENANT + ", t.host_type, t.host_id";
        } else if (scope instanceof Scope.Requester || isOne(query.requesters())) {
            return TENANT + ", t.requester";
        } else if (scope instanceof Scope.Assignee || (isOne(query.assignees()) && !query.unassigned())) {
            return TENANT + ", t.assignee";
        } else if (isOne(query.categories())) {
            return TENANT + ", t.category";
        } else if (isOne(query.statuses())) {
            return TENANT + ", t.status";
        }
        return query.needsReview().isPresent() ? TENANT + ", t.needs_review" : TENANT;
    }

    private static boolean isOne(Collection<?> values) {
        return values.size() == 1;
    }
}
