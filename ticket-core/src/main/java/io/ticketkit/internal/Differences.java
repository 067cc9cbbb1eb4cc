package io.ticketkit.internal;

import io.ticketkit.FieldChange;
import io.ticketkit.HostReference;
import io.ticketkit.Ticket;
import io.ticketkit.TicketField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            String from = text(before, field);
            String to = text(after, field);
            if (!Objects.equals(from, to)) {
                changes.add(new FieldChange(field, from, to));
            }
        }
        return changes;
    }

    private static @Nullable String text(Ticket ticket, TicketField field) {
        return switch (field) {
            case TITLE -> ticket.title();
            case DESCRIPTION -> ticket.description();
            case CATEGORY -> ticket.category().code();
            case PRIORITY -> ticket.priority().wireName();
            case STATUS -> ticket.status().wireName();
            case SENTIMENT -> ticket.sentiment().wireName();
            case URGENCY_SCORE -> Integer.toString(ticket.urgencyScore());
            case REQUESTER -> orNull(ticket.requester());
            case ASSIGNEE -> orNull(ticket.assignee());
            case TEAM -> orNull(ticket.team());
            case CHANNEL -> orNull(ticket.channel());
            case TAGS -> emptyToNull(String.join(",", ticket.tags()));
            case ATTRIBUTES ->
                emptyToNull(ticket.attributes().entrySet().stream()
                        .map(Map.Entry::toString)
                        .collect(Collectors.joining(",")));
            case HOST_REFERENCE -> orNull(ticket.hostReference().map(Differences::text));
        };
    }

    private static String text(HostReference reference) {
        return reference.type() + ":" + reference.id();
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.orElse(null);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
