package io.ticketkit.jpa.internal;

import io.ticketkit.Conversation;
import io.ticketkit.ConversationId;
import io.ticketkit.ConversationQuery;
import io.ticketkit.spi.ConversationReader;
import io.ticketkit.spi.ConversationView;
import io.ticketkit.spi.Seek;
import java.util.Comparator;
import java.util.List;

/** Turns who looks, and for what, into conditions on conversations {@code c}. */
record ConversationConditions(Layout layout, Conditions tickets) {
    static final Comparator<Conversation> NEWEST = Comparator.comparing(
                    ConversationReader::positionOf,
                    Comparator.comparingLong(Seek.Position::key).thenComparingLong(Seek.Position::id))
            .reversed();

    /**
     * Some of the conversations.
     *
     * @param condition which
     * @param lead the columns that it fixes to one value, as an index begins with them
     */
    record Part(Sql condition, String lead) {}

    Sql of(ConversationView view, ConversationId id) {
        return Sql.of("c.tenant = ? and c.id = ? and ", Sql.Value.text(view.tenant()), Sql.Value.text(id.value()))
                .plus(Sql.join(" or ", List.of(free(view), ofTickets(view)), "1 = 0"));
    }

    List<Part> parts(ConversationView view, ConversationQuery query) {
        Sql tenant = Sql.of("c.tenant = ? and ", view.tenant());
        String active = query.active()
                .map(wanted -> wanted ? " and c.ended_at is null" : " and c.ended_at is not null")
                .orElse("");
        if (query.ticket().isPresent()) {
            Sql one = Sql.of("c.ticket_id = ? and ", query.ticket().get().value());
            return List.of(new Part(tenant.plus(one).plus(ofTickets(view)).plus(active), "c.tenant, c.ticket_id"));
        }
        String starter = view.free() ? "c.tenant" : "c.tenant, c.started_by_role, c.started_by";
        return List.of(
                new Part(tenant.plus(free(view)).plus(active), starter),
                new Part(tenant.plus(ofTickets(view)).plus(active), "c.tenant"));
    }

    private Sql free(ConversationView view) {
        return view.free()
                ? Sql.of(layout.dialect().aboutNoTicket())
                : Sql.of("(" + layout.dialect().aboutNoTicket() + " and ")
                        .plus(own(view))
                        .plus(")");
    }

    private Sql ofTickets(ConversationView view) {
        Sql inScope = Sql.of("(c.ticket_id is not null and exists (select 1 from " + layout.name("ticket")
                        + " t where t.tenant = c.tenant and t.id = c.ticket_id and ")
                .plus(tickets.scope(view.scope()))
                .plus(")");
        return view.staff()
                ? inScope.plus(")")
                : inScope.plus(" and (c.started_by_role = 'requester' or ")
                        .plus(own(view))
                        .plus("))");
    }

    private static Sql own(ConversationView view) {
        return Sql.of(
                "(c.started_by_role = ? and c.started_by = ?)",
                Sql.Value.text(view.role().wireName()),
                Sql.Value.text(view.actorId()));
    }
}
