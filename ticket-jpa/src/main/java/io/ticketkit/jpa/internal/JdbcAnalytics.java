package io.ticketkit.jpa.internal;

import io.ticketkit.Backlog;
import io.ticketkit.DurationStats;
import io.ticketkit.Reopenings;
import io.ticketkit.Satisfaction;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketSelection;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Percentile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts tickets by SQL.
 *
 * @param layout the tables
 * @param conditions of a selection
 */
record JdbcAnalytics(Layout layout, Conditions conditions) {
    static final String NOT_DONE = "t.status in ('open', 'in_progress')";
    /** That a ticket was done, exactly as the index has it. */
    static final String DONE = "h.field = 'status'"
            + " and h.new_value in ('resolved', 'closed') and h.old_value not in ('resolved', 'closed')";
    /** That it was opened again, likewise. */
    static final String OPENED = "h.field = 'status'"
            + " and h.old_value in ('resolved', 'closed') and h.new_value not in ('resolved', 'closed')";

    private static final int[] PERCENTS = {50, 90, 99};

    DurationStats times(
            Connection connection, TicketSelection selection, TicketMilestone milestone, Instant from, Instant end)
            throws SQLException {
        String column = switch (milestone) {
            case FIRST_RESPONSE -> "t.first_response_at";
            case RESOLUTION -> "t.resolved_at";
        };
        Sql sql = Sql.of("select " + figures() + " from (select " + column + " - t.created_at as micros from "
                        + layout.name("ticket") + " t where ")
                .plus(conditions.of(selection))
                .plus(within(column, from, end))
                .plus(") q");
        return sql.list(connection, JdbcAnalytics::stats).get(0);
    }

    /** How many there are, those below and above each percentile, and the largest. */
    private static String figures() {
        StringBuilder figures = new StringBuilder("count(*)");
        for (int percent : PERCENTS) {
            String place = "(count(*) - 1) * " + percent + " / 100 + ";
            figures.append(", ").append(at(place + "1")).append(", ").append(at(place + "2"));
        }
        return figures.append(", max(q.micros)").toString();
    }

    /** One of the sorted values, the last when there are not as many. */
    private static String at(String place) {
        return "(array_agg(q.micros order by q.micros))[cast(least(" + place + ", count(*)) as integer)]";
    }

    private static DurationStats stats(Row row) throws SQLException {
        long count = row.number();
        Map<Long, Long> at = new HashMap<>();
        for (int percent : PERCENTS) {
            long place = Percentile.place(count, percent);
            at.put(place, row.number());
            at.put(Math.min(place + 1, count - 1), row.number());
        }
        at.put(count - 1, row.number());
        return Percentile.stats(count, place -> at.getOrDefault(place, 0L));
    }

    Backlog backlog(Connection connection, TicketSelection selection, Instant now) throws SQLException {
        List<Sql.Value> bounds = Backlog.BOUNDS.stream()
                .map(bound -> Sql.Value.number(micros(bound)))
                .toList();
        String younger = bounds.stream()
                .map(bound -> ", count(case when q.micros < ? then 1 end)")
                .collect(Collectors.joining());
        Sql sql = Sql.of("select " + figures() + younger, bounds)
                .plus(Sql.of(
                        " from (select greatest(cast(? as bigint) - t.created_at, 0) as micros from "
                                + layout.name("ticket") + " t where ",
                        EpochMicros.bound(now, false)))
                .plus(conditions.of(selection))
                .plus(" and " + NOT_DONE + ") q");
        return sql.list(connection, row -> {
                    DurationStats ages = stats(row);
                    List<Long> counts = new ArrayList<>();
                    for (int i = 0; i < Backlog.BOUNDS.size(); i++) {
                        counts.add(row.number());
                    }
                    return Backlog.of(ages, counts);
                })
                .get(0);
    }

    private static long micros(Duration duration) {
        return duration.dividedBy(ChronoUnit.MICROS.getDuration());
    }

    /**
     * What was opened again is little, so only that is told apart by ticket. Any other ticket was done once: it would have had to be
     * opened to be done again. Events of a ticket rise with time.
     */
    Reopenings reopenings(Connection connection, TicketSelection selection, Instant from, Instant end)
            throws SQLException {
        Sql opened = Sql.of("select h.ticket_id, max(h.event) as event from ")
                .plus(history(OPENED, selection.tenant()))
                .plus(" and h.happened_at >= " + Sql.written(from))
                .plus(" group by h.ticket_id");
        Sql byTicket = Sql.of(
                        "select o.ticket_id, count(*) as times, min(h.event) as done, max(o.event) as opened from "
                                + layout.name("ticket_history") + " h left join (")
                .plus(opened)
                .plus(") o on o.ticket_id = h.ticket_id where ")
                .plus(Sql.of("h.tenant = ? and " + DONE, selection.tenant()))
                .plus(within("h.happened_at", from, end))
                .plus(conditions.restricting(selection, "h"))
                .plus(" group by o.ticket_id");
        Sql sql = Sql.of("select coalesce(sum(case when q.ticket_id is null then q.times else 1 end), 0),"
                        + " count(case when q.opened > q.done then 1 end) from (")
                .plus(byTicket)
                .plus(") q");
        return sql.list(connection, row -> new Reopenings(row.number(), row.number()))
                .get(0);
    }

    /** The lines {@code h} of history that say so. */
    Sql history(String what, String tenant) {
        return Sql.of(layout.name("ticket_history") + " h where h.tenant = ? and " + what, tenant);
    }

    Satisfaction satisfaction(Connection connection, TicketSelection selection, Instant from, Instant end)
            throws SQLException {
        SortedMap<Integer, Long> scores = new TreeMap<>();
        Sql sql = Sql.of(
                        "select r.score, count(*) from " + layout.name("ticket_rating") + " r where r.tenant = ?",
                        selection.tenant())
                .plus(within("r.changed_at", from, end))
                .plus(conditions.restricting(selection, "r"))
                .plus(" group by r.score");
        sql.list(connection, row -> scores.put(row.integer(), row.number()) == null);
        return Satisfaction.of(scores);
    }

    private static Sql within(String column, Instant from, Instant end) {
        return Sql.of(" and " + column + " >= " + Sql.written(from) + " and " + column + " < " + Sql.written(end));
    }
}
