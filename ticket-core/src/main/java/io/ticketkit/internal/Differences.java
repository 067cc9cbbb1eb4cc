package io.ticketkit.internal;

import io.ticketkit.FieldChange;
import io.ticketkit.HostReference;
import io.ticketkit.Ticket;
import io.ticketkit.TicketField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tells two versions of a ticket apart. */
final class Differences {
    private Differences() {}

    /** The fields that differ, as text, in the order of {@link TicketField}. */
    static List<FieldChange> between(Ticket before, Ticket after) {
        List<FieldChange> changes = new ArrayList<>();
        for (TicketField field : TicketField.values()) {
            // not the texts: different tags may read the same when joined
            if (!value(before, field).equals(value(after, field))) {
                changes.add(new FieldChange(field, text(value(before, field)), text(value(after, field))));
            }
        }
        return changes;
    }

    private static Object value(Ticket ticket, TicketField field) {
        return switch (field) {
            case TITLE -> ticket.title();
            case DESCRIPTION -> ticket.description();
            case CATEGORY -> ticket.category();
            case PRIORITY -> ticket.priority().wireName();
            case STATUS -> ticket.status().wireName();
            case SENTIMENT -> ticket.sentiment().wireName();
            case URGENCY_SCORE -> ticket.urgencyScore();
            case REQUESTER -> ticket.requester();
            case ASSIGNEE -> ticket.assignee();
            case TEAM -> ticket.team();
            case CHANNEL -> ticket.channel();
            case TAGS -> ticket.tags();
            case ATTRIBUTES -> ticket.attributes();
            case HOST_REFERENCE -> ticket.hostReference();
            // not of the ticket itself
            case RATING -> Optional.empty();
        };
    }

    private static @Nullable String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Differences::text).orElse(null);
        } else if (value instanceof HostReference reference) {
            return reference.type() + ":" + reference.id();
        } else if (value instanceof Collection<?> tags) {
            return tags.isEmpty() ? null : tags.stream().map(String::valueOf).collect(Collectors.joining(","));
        } else if (value instanceof Map<?, ?> attributes) {
            return text(attributes.entrySet());
        }
        return value.toString();
    }
}
