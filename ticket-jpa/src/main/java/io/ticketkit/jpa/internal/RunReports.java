package io.ticketkit.jpa.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.FailureReason;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunUsage;
import io.ticketkit.RunUsage.Latency;
import io.ticketkit.RunValue;
import io.ticketkit.RunWork;
import io.ticketkit.Scope;
import io.ticketkit.Source;
import io.ticketkit.TicketDay;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketSpend;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.Seek;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts runs {@code r} by SQL, those that a scope shows. */
record RunReports(Layout layout, String tenant, Scope scope) {
    private static final String NUMBERS = ", count(case when r.outcome = 'answered' then 1 end)"
            + ", count(case when r.outcome = 'abstained' then 1 end), count(case when r.cached then 1 end)"
            + ", sum(r.input_tokens), sum(r.output_tokens), sum(r.cost), count(case when r.cost_unknown then 1 end)"
            + percentile("0.5")
            + percentile("0.9")
            + percentile("0.99");

    private static final String ENDED = "r.outcome in ('answered', 'abstained', 'failed')";
    private static final String FAILED = "r.outcome = 'failed'";
    /** Both tell tickets apart by the same order, so that PostgreSQL sorts once. */
    private static final String WORK = "count(r.asked_at), count(distinct r.ticket_id), count(distinct r.ticket_id)"
            + " filter (where r.purpose = 'classification' and r.outcome = 'answered')"
            + ", sum(r.duration_micros), sum(r.duration_micros) filter (where r.ticket_id is null)"
            + ", sum(r.cost), sum(r.cost) filter (where r.ticket_id is null), count(*) filter (where r.cost_unknown)";

    private record Group(int place, Source source, @Nullable String model) {
        static Group read(Row row) throws SQLException {
            return new Group(row.integer(), row.code(Source::parse), row.textOrNull());
        }
    }

    private record AccuracyGroup(
            ClassifiedField field, Source source, @Nullable String model) {}

    List<RunAccuracy> accuracy(Connection connection, Instant from, Instant end) throws SQLException {
        Map<AccuracyGroup, RunAccuracy.Builder> groups = new HashMap<>();
        accuracy(from, end).list(connection, row -> {
            ClassifiedField field = ClassifiedField.valueOf(row.text());
            Source source = row.code(Source::parse);
            String model = row.textOrNull();
            return groups.computeIfAbsent(
                            new AccuracyGroup(field, source, model), group -> RunAccuracy.builder(field, source, model))
                    .add(row.code(RunValue.Fate::parse), row.number());
        });
        return groups.values().stream().map(RunAccuracy.Builder::build).toList();
    }

    /** The runs are gone through once, for all fields together: what they have in common is few, and taken apart after. */
    private Sql accuracy(Instant from, Instant end) {
        String columns = Stream.of(ClassifiedField.values())
                .map(RunCells::column)
                .map("r.%1$s_source, r.%1$s_fate"::formatted)
                .collect(Collectors.joining(", ", "r.source, r.model, ", ""));
        String fields = Stream.of(ClassifiedField.values())
                .map(field -> "('" + field.name() + "')")
                .collect(Collectors.joining(", "));
        String model = "case when v.source = v.run_source then v.model end";
        return Sql.of("select v.field, v.source, " + model + ", v.fate, sum(v.runs) from (select f.field, "
                        + ofField("source") + ", " + ofField("fate")
                        + ", g.source as run_source, g.model, g.runs from ")
                .plus(kinds(columns, from, end))
                .plus(" g cross join (values " + fields + ") f (field)) v"
                        + " where v.fate in ('applied', 'accepted', 'corrected')"
                        + " group by v.field, v.source, " + model + ", v.fate");
    }

    /**
     * How many runs of each kind were judged. Who sees all sees those of erased tickets too. A run that was kept apart may name
     * a ticket that was rolled back; those are counted on their own: where tickets are looked for, PostgreSQL counts with one process only.
     */
    private Sql kinds(String columns, Instant from, Instant end) {
        if (!(scope instanceof Scope.All)) {
            return Sql.join("", List.of(kinds(columns, from, end, ticketInScope())), "");
        }
        Sql known = Sql.of("r.apart and (r.ticket_id is null or exists (select 1 from ")
                .plus(Sql.of(layout.name("ticket") + " t where t.tenant = ? and t.id = r.ticket_id))", tenant));
        return Sql.join(
                " union all ",
                List.of(kinds(columns, from, end, Sql.of("not r.apart")), kinds(columns, from, end, known)),
                "");
    }

    private Sql kinds(String columns, Instant from, Instant end, Sql which) {
        return Sql.of("select " + columns + ", count(*) as runs from " + layout.name("ticket_run") + " r where ")
                .plus(which)
                .plus(Sql.of(" and r.tenant = ? and ", tenant))
                .plus(within(from, end))
                .plus(" group by " + columns);
    }

    private static String ofField(String cell) {
        return Stream.of(ClassifiedField.values())
                .map(field -> " when '" + field.name() + "' then g." + RunCells.column(field) + "_" + cell)
                .collect(Collectors.joining("", "case f.field", " end as " + cell));
    }

    List<RunUsage> usage(Connection connection, TrendRange range) throws SQLException {
        Map<Group, RunUsage.Builder> groups = new HashMap<>();
        String group = "r.source, r.model";
        byPeriod(range.periods(), group + NUMBERS, group, ENDED).list(connection, row -> {
            Group key = Group.read(row);
            groups.put(
                    key,
                    RunUsage.builder(range.periods().get(key.place()).start(), key.source(), key.model())
                            .ended(row.number(), row.number())
                            .cached(row.number())
                            .tokens(row.number(), row.number())
                            .cost(known(row.moneyOrNull()), row.number())
                            .latency(latency(row.decimalOrNull(), row.decimalOrNull(), row.decimalOrNull())));
            return key;
        });
        String failures = group + ", r.failure";
        byPeriod(range.periods(), failures + ", count(*)", failures, FAILED).list(connection, row -> {
            Group key = Group.read(row);
            FailureReason reason = row.codeOrNull(FailureReason::parse);
            long count = row.number();
            RunUsage.Builder usage = groups.get(key);
            if (usage != null && reason != null) {
                usage.failed(reason, count);
            }
            return key;
        });
        return groups.values().stream().map(RunUsage.Builder::build).toList();
    }

    /** What was not sent, because of a cache or an open circuit, tells nothing of how long answers take. */
    private static String percentile(String share) {
        return ", percentile_cont(" + share
                + ") within group (order by r.duration_micros) filter (where coalesce(r.attempts, 1) > 0)";
    }

    /**
     * Figures of each period, by groups unless there is one group only. PostgreSQL counts each period on its own: the runs of
     * one are sorted in memory, those of all on disk.
     */
    private Sql byPeriod(List<TrendRange.Period> periods, String columns, String groups, String which) {
        if (!layout.dialect().isPostgresql()) {
            return Sql.of("select p.place, " + columns)
                    .plus(runsIn(periods, which))
                    .plus(groups.isEmpty() ? " group by p.place" : " group by p.place, " + groups)
                    .plus(groups.isEmpty() ? "" : " having count(r.asked_at) > 0");
        }
        return Sql.of("select p.place, w.* from ")
                .plus(Trends.periods(periods))
                .plus(" cross join lateral (select " + columns + " from " + layout.name("ticket_run") + " r where ")
                .plus("r.asked_at >= p.from_time and r.asked_at < p.end_time")
                .plus(Sql.of(" and r.tenant = ? and " + which, tenant))
                .plus(whereSpent())
                .plus(groups.isEmpty() ? ") w" : " group by " + groups + ") w");
    }

    /** Periods and the runs of each; an outer join, so that H2 finds them by an index, see {@link Trends}. */
    private Sql runsIn(List<TrendRange.Period> periods, String which) {
        return Sql.of(" from ")
                .plus(Trends.periods(periods))
                .plus(" left join " + layout.name("ticket_run") + " r on ")
                .plus(Trends.inPeriod("r.asked_at", periods))
                .plus(Sql.of(" and r.tenant = ? and " + which, tenant))
                .plus(whereSpent());
    }

    /** Those who see all tickets see what was spent on none, too. */
    private Sql whereSpent() {
        return scope instanceof Scope.All ? Sql.of("") : Sql.of(" and ").plus(ticketInScope());
    }

    List<RunWork> work(Connection connection, List<TrendRange.Period> periods) throws SQLException {
        return byPeriod(periods, WORK, "", ENDED).plus(" order by 1").list(connection, row -> {
            RunWork.Builder work = RunWork.builder(periods.get(row.integer()).start())
                    .counts(row.number(), row.number(), row.number());
            Duration time = micros(row);
            work.time(time, time.minus(micros(row)));
            BigDecimal cost = known(row.moneyOrNull());
            return work.cost(cost, cost.subtract(known(row.moneyOrNull())), row.number())
                    .build();
        });
    }

    private static Duration micros(Row row) throws SQLException {
        return Duration.of(row.number(), ChronoUnit.MICROS);
    }

    List<TicketSpend> costliest(Connection connection, Instant from, Instant end, int limit) throws SQLException {
        return Sql.of(
                        "select r.ticket_id, count(*), sum(r.duration_micros), coalesce(sum(r.cost), 0),"
                                + " count(case when r.cost_unknown then 1 end) from " + layout.name("ticket_run")
                                + " r where r.tenant = ? and r.ticket_id is not null and " + ENDED,
                        tenant)
                .plus(" and " + within(from, end))
                .plus(whereSpent())
                .plus(Sql.of(" group by r.ticket_id order by 4 desc, 3 desc, 1 fetch first ? rows only", limit))
                .list(
                        connection,
                        row -> new TicketSpend(
                                new TicketId(row.number()), row.number(), micros(row), row.money(), row.number()));
    }

    /**
     * From the wanted place on, one period first, then twice as many each time until there are enough: a page is seldom of
     * more than two, and what is counted in the others would be thrown away.
     */
    List<TicketDay> byTicket(Connection connection, List<TrendRange.Period> periods, Seek seek) throws SQLException {
        int all = periods.size();
        int place = seek.from() == null
                ? (seek.backward() ? all - 1 : 0)
                : (int) Math.max(0, Math.min(seek.from().key(), all - 1));
        for (int many = 1; ; many *= 2) {
            int first = seek.backward() ? Math.max(0, place + 1 - many) : place;
            int end = seek.backward() ? place + 1 : Math.min(all, place + many);
            List<TicketDay> days = byTicket(connection, periods, first, end, seek);
            if (days.size() >= seek.limit() || (seek.backward() ? first == 0 : end == all)) {
                return days;
            }
        }
    }

    private List<TicketDay> byTicket(
            Connection connection, List<TrendRange.Period> periods, int first, int end, Seek seek) throws SQLException {
        Keyset keyset = new Keyset("w.place", "w.ticket_id", true);
        Sql rows = Sql.of(
                        "select w.place, w.ticket_id, w.runs, w.micros, w.spent, w.unknown_costs from (select p.place + "
                                + first + " as place, r.ticket_id, count(*) as runs, sum(r.duration_micros) as micros,"
                                + " coalesce(sum(r.cost), 0) as spent, count(case when r.cost_unknown then 1 end) as unknown_costs")
                .plus(runsIn(periods.subList(first, end), ENDED))
                .plus(" where r.ticket_id is not null group by p.place, r.ticket_id) w where 1 = 1")
                .plus(keyset.after(null, seek));
        return keyset.inOrder(
                seek,
                rows.list(
                        connection,
                        row -> new TicketDay(
                                periods.get(row.integer()).start(),
                                new TicketSpend(
                                        new TicketId(row.number()),
                                        row.number(),
                                        micros(row),
                                        row.money(),
                                        row.number()))));
    }

    private Sql ticketInScope() {
        return Sql.of("exists (select 1 from " + layout.name("ticket") + " t where t.id = r.ticket_id and ")
                .plus(new Conditions(layout).of(new TicketSelection(tenant, scope, TicketQuery.all())))
                .plus(")");
    }

    private static String within(Instant from, Instant end) {
        return "r.asked_at >= " + Sql.written(from) + " and r.asked_at < " + Sql.written(end);
    }

    private static BigDecimal known(@Nullable BigDecimal cost) {
        return cost == null ? BigDecimal.ZERO : cost;
    }

    private static @Nullable Latency latency(@Nullable Double p50, @Nullable Double p90, @Nullable Double p99) {
        return p50 == null || p90 == null || p99 == null
                ? null
                : new Latency(duration(p50), duration(p90), duration(p99));
    }

    private static Duration duration(double micros) {
        return Duration.of(Math.round(micros), ChronoUnit.MICROS);
    }
}
