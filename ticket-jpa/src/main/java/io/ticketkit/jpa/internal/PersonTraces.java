package io.ticketkit.jpa.internal;

import io.ticketkit.FieldChange;
import io.ticketkit.TicketField;
import io.ticketkit.spi.NamedValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the id of a person stands on tickets: which columns of which tables. */
final class PersonTraces {
    /** A column in which the id may stand, in rows of a table that has tenants and tickets; with "x." before each column. */
    private record Place(String table, String ticket, String column, String rows) {
        Place(String table, String ticket, String column) {
            this(table, ticket, column, "");
        }

        Place(String table, String column) {
            this(table, "ticket_id", column);
        }

        static Place inHistory(String column) {
            return new Place("ticket_history", "ticket_id", column, " and " + NAMES_A_PERSON);
        }
    }

    private static final String NAMES_A_PERSON = NamedValue.people().stream()
            .map(field -> "'" + field.wireName() + "'")
            .collect(Collectors.joining(", ", "x.field in (", ")"));

    /** Another name in the place of a person's, on one ticket. */
    private record Rename(String tenant, long ticket, String person, String name) {}

    /** Tickets after one, up to another, and at most so many. */
    private record Window(long after, long to, int limit) {}

    /** First what whoever did anything is found by. */
    private static final List<Place> PLACES = List.of(
            new Place("ticket_history", "actor_id"),
            new Place("ticket", "id", "assignee"),
            new Place("ticket", "id", "host_id"),
            new Place("ticket", "id", "category_chosen_by"),
            new Place("ticket", "id", "priority_chosen_by"),
            new Place("ticket", "id", "sentiment_chosen_by"),
            new Place("ticket", "id", "urgency_score_chosen_by"),
            new Place("ticket_attribute", "content"),
            Place.inHistory("old_value"),
            Place.inHistory("new_value"),
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

    /**
     * Each place is searched in the order of its tickets, from where the search before it ended; and no further than the
     * last that is told anyway, so that where there is little is not searched to its end for each page.
     */
    List<Long> touched(Connection connection, String tenant, String person, long after, int limit) throws SQLException {
        TreeSet<Long> found = new TreeSet<>();
        for (Map.Entry<Place, Sql> search : searches(person)) {
            Window window = new Window(after, found.size() < limit ? Long.MAX_VALUE : found.last(), limit);
            found.addAll(search(search.getKey(), search.getValue(), tenant, person, window)
                    .list(connection, Row::number));
            while (found.size() > limit) {
                found.pollLast();
            }
        }
        return List.copyOf(found);
    }

    private static List<Map.Entry<Place, Sql>> searches(String person) {
        List<Map.Entry<Place, Sql>> searches = new ArrayList<>();
        Stream.concat(PLACES.stream(), SPECIAL.stream())
                .forEach(place ->
                        searches.add(Map.entry(place, Sql.of("x." + place.column() + " = ?" + place.rows(), person))));
        MANY_VALUES.forEach(field -> searches.add(Map.entry(HISTORY, amongMany(field, person))));
        return searches;
    }

    private Sql search(Place place, Sql there, String tenant, String person, Window window) {
        String ticket = "x." + place.ticket();
        return Sql.of(
                        "select distinct " + ticket + " from " + layout.name(place.table())
                                + " x where x.tenant = ? and ",
                        tenant)
                .plus(there)
                .plus(Sql.of(
                        " and " + ticket + " > ? and " + ticket + " <= ? and exists (select 1 from "
                                + layout.name("ticket") + " t where t.tenant = x.tenant and t.id = " + ticket
                                + " and (t.requester is null or t.requester <> ?)) order by " + ticket + " fetch first "
                                + window.limit() + " rows only",
                        Sql.Value.number(window.after()),
                        Sql.Value.number(window.to()),
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

    boolean rename(Connection connection, String tenant, long ticket, String person, String name) throws SQLException {
        Rename rename = new Rename(tenant, ticket, person, name);
        for (Place place : PLACES) {
            update(connection, place, "", rename);
        }
        renameAmongMany(connection, rename);
        forgetTag(connection, rename);
        update(connection, RATING, "content = null, ", rename);
        forgetTaken(connection, rename);
        update(connection, FEEDBACK, "content = null, ", rename);
        return true;
    }

    private void update(Connection connection, Place place, String alsoSet, Rename rename) throws SQLException {
        Sql.of(
                        "update " + layout.name(place.table()) + " x set " + alsoSet + place.column()
                                + " = ? where x.tenant = ? and x." + place.ticket() + " = ? and x." + place.column()
                                + " = ?" + place.rows(),
                        Sql.Value.text(rename.name()),
                        Sql.Value.text(rename.tenant()),
                        Sql.Value.number(rename.ticket()),
                        Sql.Value.text(rename.person()))
                .update(connection);
    }

    private void renameAmongMany(Connection connection, Rename rename) throws SQLException {
        Sql.Value tenant = Sql.Value.text(rename.tenant());
        Sql.Value ticket = Sql.Value.number(rename.ticket());
        for (TicketField field : MANY_VALUES) {
            Sql lines = Sql.of(
                            "select x.event, x.position, x.old_value, x.new_value from " + layout.name(HISTORY.table())
                                    + " x where x.tenant = ? and x.ticket_id = ? and ",
                            tenant,
                            ticket)
                    .plus(amongMany(field, rename.person()));
            List<Sql> updates = lines.list(connection, row -> {
                List<Sql.Value> key =
                        List.of(tenant, ticket, Sql.Value.number(row.number()), Sql.Value.number(row.number()));
                FieldChange line = new FieldChange(field, row.textOrNull(), row.textOrNull());
                FieldChange renamed = NamedValue.renamed(line, rename.person(), rename.name());
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

    /** What two erased persons said of the same answer is kept once. */
    private void forgetTaken(Connection connection, Rename rename) throws SQLException {
        String table = layout.name(FEEDBACK.table());
        Sql.of(
                        "delete from " + table + " where tenant = ? and ticket_id = ? and actor_id = ? and exists ("
                                + "select 1 from " + table + " o where o.tenant = " + table
                                + ".tenant and o.ticket_id = "
                                + table + ".ticket_id and o.actor_role = " + table + ".actor_role and o.actor_id = ?"
                                + " and o.about_run = " + table + ".about_run and o.about_comment = " + table
                                + ".about_comment)",
                        Sql.Value.text(rename.tenant()),
                        Sql.Value.number(rename.ticket()),
                        Sql.Value.text(rename.person()),
                        Sql.Value.text(rename.name()))
                .update(connection);
    }

    private void forgetTag(Connection connection, Rename rename) throws SQLException {
        Sql.of(
                        "delete from " + layout.name("ticket_tag") + " where tenant = ? and ticket_id = ? and tag = ?",
                        Sql.Value.text(rename.tenant()),
                        Sql.Value.number(rename.ticket()),
                        Sql.Value.text(rename.person()))
                .update(connection);
    }
}
