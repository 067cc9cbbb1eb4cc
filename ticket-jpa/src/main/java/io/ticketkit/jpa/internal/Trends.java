package io.ticketkit.jpa.internal;

import io.ticketkit.TicketSelection;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.TrendRange.Period;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts tickets by period.
 *
 * @param analytics the tables
 * @param selection which tickets
 * @param range the periods
 */
record Trends(JdbcAnalytics analytics, TicketSelection selection, TrendRange range) {
    /**
     * From the last period to the first: how many are open at the end is known of now, and what happened since is less than
     * what happened before.
     */
    List<TrendBucket> buckets(Connection connection) throws SQLException {
        Map<Integer, Long> doneFromStart = new HashMap<>();
        Map<Integer, Long> created = new HashMap<>();
        created().list(connection, row -> {
            int place = row.integer();
            created.put(place, row.number());
            return doneFromStart.put(place, row.number()) == null;
        });
        Map<Integer, Long> done = counted(connection, JdbcAnalytics.DONE);
        Map<Integer, Long> reopened = counted(connection, JdbcAnalytics.OPENED);
        long open = openAtEnd().list(connection, Row::number).get(0);
        Deque<TrendBucket> buckets = new ArrayDeque<>();
        for (int place = range.periods().size() - 1; place >= 0; place--) {
            long news = created.getOrDefault(place, 0L);
            long resolved = doneFromStart.getOrDefault(place, 0L) + done.getOrDefault(place, 0L);
            long again = reopened.getOrDefault(place, 0L);
            buckets.addFirst(TrendBucket.builder(range.periods().get(place).start())
                    .created(news)
                    .turned(resolved, again)
                    .openAtEnd(open)
                    .build());
            open += resolved - news - again;
        }
        return List.copyOf(buckets);
    }

    private Sql created() {
        return byPeriod(
                "count(t.created_at), count(case when t.done_from_start then 1 end)",
                analytics.layout().name("ticket") + " t",
                "t.created_at",
                analytics.conditions().of(selection));
    }

    /** How often something happened, by period. */
    private Map<Integer, Long> counted(Connection connection, String what) throws SQLException {
        Sql sql = byPeriod(
                "count(h.happened_at)",
                analytics.layout().name("ticket_history") + " h",
                "h.happened_at",
                Sql.of("h.tenant = ? and " + what, selection.tenant())
                        .plus(analytics.conditions().among(selection, "h", range.end())));
        Map<Integer, Long> counts = new HashMap<>();
        sql.list(connection, row -> counts.put(row.integer(), row.number()) == null);
        return counts;
    }

    /**
     * H2 finds the rows of each period by an index, which it does only with an outer join. PostgreSQL reads those of the
     * whole range once and looks up the period of each: where other conditions are more selective than a period, it
     * would compare every row with every period.
     */
    private Sql byPeriod(String figures, String table, String time, Sql conditions) {
        List<Period> periods = range.periods();
        if (analytics.layout().dialect().isPostgresql()) {
            return Sql.of("select width_bucket(" + time + ", ")
                    .plus(starts(periods) + ") - 1, " + figures + " from " + table + " where ")
                    .plus(within(time, range.from(), range.end()) + " and ")
                    .plus(conditions)
                    .plus(" group by 1");
        }
        return Sql.of("select p.place, " + figures + " from ")
                .plus(periods(periods))
                .plus(" left join " + table + " on ")
                .plus(inPeriod(time, periods))
                .plus(" and ")
                .plus(conditions)
                .plus(" group by p.place");
    }

    /** Each period ends where the next begins; of those that begin at once, all but the last are empty. */
    private static String starts(List<Period> periods) {
        return periods.stream()
                .map(period -> Sql.written(period.from()))
                .collect(Collectors.joining(", ", "array[", "]"));
    }

    private static String within(String time, Instant from, Instant end) {
        return time + " >= " + Sql.written(from) + " and " + time + " < " + Sql.written(end);
    }

    /** Those that are open now, without those created since, and as they were before they were done or opened since. */
    private Sql openAtEnd() {
        Sql tickets = Sql.of(" from " + analytics.layout().name("ticket") + " t where ")
                .plus(analytics.conditions().of(selection));
        String end = Sql.written(range.end());
        return Sql.of("select (select count(*)")
                .plus(tickets)
                .plus(" and " + JdbcAnalytics.NOT_DONE
                        + ") - (select count(case when not t.done_from_start then 1 end)")
                .plus(tickets)
                .plus(" and t.created_at >= " + end)
                .plus(") + ")
                .plus(since(JdbcAnalytics.DONE))
                .plus(" - ")
                .plus(since(JdbcAnalytics.OPENED));
    }

    private Sql since(String what) {
        return Sql.of("(select count(*) from ")
                .plus(analytics.history(what, selection.tenant()))
                .plus(" and h.happened_at >= " + Sql.written(range.end()))
                .plus(analytics.conditions().restricting(selection, "h"))
                .plus(")");
    }

    /** The place tells rows apart: the times do not where a period is empty. */
    static Sql periods(List<Period> periods) {
        return Sql.of(IntStream.range(0, periods.size())
                .mapToObj(place ->
                        "(" + place + ", " + Sql.written(periods.get(place).from()) + ", "
                                + Sql.written(periods.get(place).end()) + ")")
                .collect(Collectors.joining(", ", "(values ", ") p (place, from_time, end_time)")));
    }

    /** That a time is in the period {@code p}, and in the range of all periods, which may overlap. */
    static Sql inPeriod(String column, List<Period> periods) {
        Instant from =
                periods.stream().map(Period::from).min(Instant::compareTo).orElse(Instant.MAX);
        Instant end = periods.stream().map(Period::end).max(Instant::compareTo).orElse(Instant.MIN);
        return Sql.of(column + " >= p.from_time and " + column + " < p.end_time and " + within(column, from, end));
    }
}
