package io.ticketkit.jpa.bench;

import io.ticketkit.Priority;
import io.ticketkit.Status;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tickets are listed, and whether by urgency instead of newest first. */
record Filter(
        @Nullable String status,
        @Nullable String priority,
        @Nullable String category,
        @Nullable String assignee,
        @Nullable String requester,
        boolean review,
        boolean byUrgency) {

    static final Filter NONE = new Filter(null, null, null, null, null, false, false);

    static Filter status(String status) {
        return new Filter(status, null, null, null, null, false, false);
    }

    Filter priority(String value) {
        return new Filter(status, value, category, assignee, requester, review, byUrgency);
    }

    static Filter category(String category) {
        return new Filter(null, null, category, null, null, false, false);
    }

    Filter assignee(String value) {
        return new Filter(status, priority, category, value, requester, review, byUrgency);
    }

    static Filter requester(String requester) {
        return new Filter(null, null, null, null, requester, false, false);
    }

    static Filter toReview() {
        return new Filter(null, null, null, null, null, true, false);
    }

    Filter urgentFirst() {
        return new Filter(status, priority, category, assignee, requester, review, true);
    }

    TicketQuery query() {
        TicketQuery.Builder query = TicketQuery.builder();
        if (status != null) {
            query.statuses(Status.parse(status).orElseThrow());
        }
        if (priority != null) {
            query.priorities(Priority.parse(priority).orElseThrow());
        }
        if (category != null) {
            query.categories(category);
        }
        if (assignee != null) {
            query.assignees(assignee);
        }
        if (requester != null) {
            query.requesters(requester);
        }
        if (review) {
            query.needsReview(true);
        }
        return byUrgency ? query.order(TicketOrder.URGENCY).build() : query.build();
    }

    /** The columns that must have one value. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        add(columns, "status", status);
        add(columns, "priority", priority);
        add(columns, "category", category);
        add(columns, "assignee", assignee);
        add(columns, "requester", requester);
        return columns;
    }

    /** Their values. */
    List<String> values() {
        List<String> values = new ArrayList<>();
        add(values, status, status);
        add(values, priority, priority);
        add(values, category, category);
        add(values, assignee, assignee);
        add(values, requester, requester);
        return values;
    }

    private static void add(List<String> all, @Nullable String one, @Nullable String value) {
        if (one != null && value != null) {
            all.add(one);
        }
    }
}
