package io.ticketkit.jpa.internal;

import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.TrendRange.Period;
import io.ticketkit.spi.EpochMicros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts tickets by period: one statement that joins the periods, as rows of values, with the tickets of each.
 *
 * @param layout the tables
 * @param range the periods
 */
record Trends(Layout layout, TrendRange range) {
    /**
     * An outer join, which not only fills the gaps: so both databases go from period to period and find its tickets by
     * an index, while H2 would compare every ticket with every period in an inner one. The whole range is a condition of
     * its own for PostgreSQL, which first looks for all tickets where a tag or a word selects them better than a period.
     */
    Sql sql(Sql conditions) {
        List<Period> periods = range.periods();
        return Sql.of("select p.place, count(t.id) from (values ")
                .plus(rows(periods))
                .plus(") p (place, from_time, end_time) left join " + layout.name("ticket")
                        + " t on t.created_at >= p.from_time and t.created_at < p.end_time and ")
                .plus(Sql.of(
                        "t.created_at >= ? and t.created_at < ? and ",
                        time(periods.get(0).from()),
                        time(periods.get(periods.size() - 1).end())))
                .plus(conditions)
                .plus(" group by p.place order by p.place");
    }

    TrendBucket bucket(Row row) throws SQLException {
        return TrendBucket.builder(range.periods().get(row.integer()).start())
                .created(row.number())
                .build();
    }

    /** The place tells rows apart: the times do not where a period is empty. The casts tell the databases the types. */
    static Sql rows(List<Period> periods) {
        String text = IntStream.range(0, periods.size())
                .mapToObj(place -> "(" + place + ", cast(? as bigint), cast(? as bigint))")
                .collect(Collectors.joining(", "));
        List<Sql.Value> times = periods.stream()
                .flatMap(period -> Stream.of(time(period.from()), time(period.end())))
                .toList();
        return Sql.of(text, times);
    }

    private static Sql.Value time(Instant time) {
        return Sql.Value.number(EpochMicros.bound(time, true));
    }
}
