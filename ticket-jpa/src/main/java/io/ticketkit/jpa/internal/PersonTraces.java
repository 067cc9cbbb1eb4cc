package io.ticketkit.jpa.internal;

import io.ticketkit.FieldChange;
import io.ticketkit.TicketField;
import io.ticketkit.spi.NamedValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where the id of a person stands on tickets: which columns of which tables. */
final class PersonTraces {
    /** A column in which the id may stand, in a table that has tenants and tickets. */
    private record Place(String table, String ticket, String column) {
        Place(String table, String column) {
            this(table, "ticket_id", column);
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("ticket", "id", "assignee"),
            new Place("ticket", "id", "host_id"),
            new Place("ticket", "id", "category_chosen_by"),
            new Place("ticket", "id", "priority_chosen_by"),
            new Place("ticket", "id", "sentiment_chosen_by"),
            new Place("ticket", "id", "urgency_score_chosen_by"),
            new Place("ticket_attribute", "content"),
            new Place("ticket_history", "actor_id"),
            new Place("ticket_history", "old_value"),
            new Place("ticket_history", "new_value"),
            new Place("ticket_comment", "author"),
            new Place("ticket_comment_edit", "editor_id"));

    private static final Place RATING = new Place("ticket_rating", "actor_id");
    private static final Place FEEDBACK = new Place("ticket_answer_feedback", "actor_id");

    /** These are found, and removed or renamed in ways of their own. */
    private static final List<Place> SPECIAL =
            List.of(new Place("ticket_tag", "tag"), new Place("ticket_attachment", "author_id"), RATING, FEEDBACK);

    private static final Place HISTORY = new Place("ticket_history", "new_value");
    private static final List<TicketField> MANY_VALUES = Stream.of(TicketField.values())
            .filter(field -> NamedValue.mark(field).isPresent())
            .toList();

    private final Layout layout;

    PersonTraces(Layout layout) {
        this.layout = layout;
    }

    /** Each place is searched in the order of its tickets, so that a search begins where the one before it ended. */
    List<Long> touched(Connection connection, String tenant, String person, long after, int limit) throws SQLException {
        TreeSet<Long> found = new TreeSet<>();
        List<Place> all = new ArrayList<>(PLACES);
        all.addAll(SPECIAL);
        for (Place place : all) {
            Sql there = Sql.of("x." + place.column() + " = ?", person);
            found.addAll(search(place, there, tenant, person, after, limit).list(connection, Row::number));
        }
        for (TicketField field : MANY_VALUES) {
            Sql there = amongMany(field, person);
            found.addAll(search(HISTORY, there, tenant, person, after, limit).list(connection, Row::number));
        }
        return found.stream().limit(limit).toList();
    }

    private Sql search(Place place, Sql there, String tenant, String person, long after, int limit) {
        String ticket = "x." + place.ticket();
        return Sql.of(
                        "select distinct " + ticket + " from " + layout.name(place.table())
                                + " x where x.tenant = ? and ",
                        tenant)
                .plus(there)
                .plus(Sql.of(
                        " and " + ticket + " > ? and exists (select 1 from " + layout.name("ticket")
                                + " t where t.tenant = x.tenant and t.id = " + ticket
                                + " and (t.requester is null or t.requester <> ?)) order by " + ticket + " fetch first "
                                + limit + " rows only",
                        Sql.Value.number(after),
                        Sql.Value.text(person)));
    }

    /** As {@link NamedValue} puts them together. */
    private static Sql amongMany(TicketField field, String person) {
        String mark = NamedValue.mark(field).orElseThrow();
        String before = field == TicketField.TAGS ? "'" + mark + "', " : "";
        Sql.Value value = Sql.Value.text(mark + person + ",");
        return Sql.of(
                "x.field = '" + field.wireName() + "' and (position(? in concat(" + before
                        + "x.old_value, ',')) > 0 or position(? in concat(" + before + "x.new_value, ',')) > 0)",
                value,
                value);
    }

    private void renameAmongMany(Connection connection, String tenant, long ticket, String person, String name)
            throws SQLException {
        for (TicketField field : MANY_VALUES) {
            Sql lines = Sql.of(
                            "select x.event, x.position, x.old_value, x.new_value from " + layout.name(HISTORY.table())
                                    + " x where x.tenant = ? and x.ticket_id = ? and ",
                            Sql.Value.text(tenant),
                            Sql.Value.number(ticket))
                    .plus(amongMany(field, person));
            List<Sql> updates = lines.list(connection, row -> {
                List<Sql.Value> key = List.of(
                        Sql.Value.text(tenant),
                        Sql.Value.number(ticket),
                        Sql.Value.number(row.number()),
                        Sql.Value.number(row.number()));
                FieldChange line = new FieldChange(field, row.textOrNull(), row.textOrNull());
                FieldChange renamed = NamedValue.renamed(line, person, name);
                return Sql.of(
                                "update " + layout.name(HISTORY.table()) + " set old_value = ?, new_value = ?",
                                Sql.Value.text(renamed.from()),
                                Sql.Value.text(renamed.to()))
                        .plus(Sql.of(" where tenant = ? and ticket_id = ? and event = ? and position = ?", key));
            });
            for (Sql update : updates) {
                update.update(connection);
            }
        }
    }

    boolean rename(Connection connection, String tenant, long ticket, String person, String name) throws SQLException {
        for (Place place : PLACES) {
            update(connection, place, "set " + place.column() + " = ?", tenant, ticket, person, name);
        }
        renameAmongMany(connection, tenant, ticket, person, name);
        forgetTag(connection, tenant, ticket, person);
        update(connection, RATING, "set content = null, actor_id = ?", tenant, ticket, person, name);
        forgetTaken(connection, tenant, ticket, person, name);
        update(connection, FEEDBACK, "set content = null, actor_id = ?", tenant, ticket, person, name);
        return true;
    }

    /** What two erased persons said of the same answer is kept once. */
    private void forgetTaken(Connection connection, String tenant, long ticket, String person, String name)
            throws SQLException {
        String table = layout.name("ticket_answer_feedback");
        Sql.of(
                        "delete from " + table + " where tenant = ? and ticket_id = ? and actor_id = ? and exists ("
                                + "select 1 from " + table + " o where o.tenant = " + table
                                + ".tenant and o.ticket_id = "
                                + table + ".ticket_id and o.actor_role = " + table + ".actor_role and o.actor_id = ?"
                                + " and o.about_run = " + table + ".about_run and o.about_comment = " + table
                                + ".about_comment)",
                        Sql.Value.text(tenant),
                        Sql.Value.number(ticket),
                        Sql.Value.text(person),
                        Sql.Value.text(name))
                .update(connection);
    }

    private void update(
            Connection connection, Place place, String set, String tenant, long ticket, String person, String name)
            throws SQLException {
        Sql.of(
                        "update " + layout.name(place.table()) + " " + set + " where tenant = ? and " + place.ticket()
                                + " = ? and " + place.column() + " = ?",
                        Sql.Value.text(name),
                        Sql.Value.text(tenant),
                        Sql.Value.number(ticket),
                        Sql.Value.text(person))
                .update(connection);
    }

    private void forgetTag(Connection connection, String tenant, long ticket, String person) throws SQLException {
        Sql.of(
                        "delete from " + layout.name("ticket_tag") + " where tenant = ? and ticket_id = ? and tag = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.number(ticket),
                        Sql.Value.text(person))
                .update(connection);
    }
}
