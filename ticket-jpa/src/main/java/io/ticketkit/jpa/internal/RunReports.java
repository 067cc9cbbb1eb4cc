package io.ticketkit.jpa.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.FailureReason;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunUsage;
import io.ticketkit.RunUsage.Latency;
import io.ticketkit.RunValue;
import io.ticketkit.Scope;
import io.ticketkit.Source;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.EpochMicros;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts runs {@code r} by SQL, those that a scope shows. */
record RunReports(Layout layout, String tenant, Scope scope) {
    private static final String NUMBERS = ", count(case when r.outcome = 'answered' then 1 end)"
            + ", count(case when r.outcome = 'abstained' then 1 end), count(case when r.cached then 1 end)"
            + ", sum(r.input_tokens), sum(r.output_tokens), sum(r.cost), count(case when r.cost_unknown then 1 end)"
            + percentile("0.5")
            + percentile("0.9")
            + percentile("0.99");

    private record Group(int place, Source source, @Nullable String model) {
        static Group read(Row row) throws SQLException {
            return new Group(row.integer(), row.code(Source::parse), row.textOrNull());
        }
    }

    private record AccuracyGroup(
            ClassifiedField field, Source source, @Nullable String model) {}

    List<RunAccuracy> accuracy(Connection connection, Instant from, Instant end) throws SQLException {
        List<Sql> fields = new ArrayList<>();
        for (ClassifiedField field : ClassifiedField.values()) {
            fields.add(accuracy(field, from, end));
        }
        Map<AccuracyGroup, RunAccuracy.Builder> groups = new HashMap<>();
        Sql.join(" union all ", fields, "").list(connection, row -> {
            ClassifiedField field = ClassifiedField.valueOf(row.text());
            Source source = row.code(Source::parse);
            String model = row.textOrNull();
            return groups.computeIfAbsent(
                            new AccuracyGroup(field, source, model), group -> RunAccuracy.builder(field, source, model))
                    .add(row.code(RunValue.Fate::parse), row.number());
        });
        return groups.values().stream().map(RunAccuracy.Builder::build).toList();
    }

    private Sql accuracy(ClassifiedField field, Instant from, Instant end) {
        String name = RunCells.column(field);
        String group =
                "r.%1$s_source, case when r.%1$s_source = r.source then r.model end, r.%1$s_fate".formatted(name);
        Sql ofErased = scope instanceof Scope.All ? Sql.of("(r.ticket_id is null or ") : Sql.of("(");
        return Sql.of(
                        "select '" + field.name() + "', " + group + ", count(*) from " + layout.name("ticket_run")
                                + " r where r.tenant = ?",
                        tenant)
                .plus(Sql.of(" and r.asked_at >= ? and r.asked_at < ?", time(from), time(end)))
                .plus(" and r." + name + "_fate in ('applied', 'accepted', 'corrected') and ")
                .plus(ofErased)
                .plus(ticketInScope())
                .plus(") group by " + group);
    }

    List<RunUsage> usage(Connection connection, TrendRange range) throws SQLException {
        Map<Group, RunUsage.Builder> groups = new HashMap<>();
        usage(range, NUMBERS, "").list(connection, row -> {
            Group group = Group.read(row);
            groups.put(
                    group,
                    RunUsage.builder(range.periods().get(group.place()).start(), group.source(), group.model())
                            .ended(row.number(), row.number())
                            .cached(row.number())
                            .tokens(row.number(), row.number())
                            .cost(known(row.moneyOrNull()), row.number())
                            .latency(latency(row.decimalOrNull(), row.decimalOrNull(), row.decimalOrNull())));
            return group;
        });
        usage(range, ", r.failure, count(r.id)", ", r.failure").list(connection, row -> {
            Group group = Group.read(row);
            FailureReason reason = row.codeOrNull(FailureReason::parse);
            long count = row.number();
            RunUsage.Builder usage = groups.get(group);
            if (usage != null && reason != null) {
                usage.failed(reason, count);
            }
            return group;
        });
        return groups.values().stream().map(RunUsage.Builder::build).toList();
    }

    /** What was not sent, because of a cache or an open circuit, tells nothing of how long answers take. */
    private static String percentile(String share) {
        return ", percentile_cont(" + share
                + ") within group (order by r.duration_micros) filter (where coalesce(r.attempts, 1) > 0)";
    }

    /** An outer join, so that H2 finds the runs of a period by an index, see {@link Trends}. */
    private Sql usage(TrendRange range, String numbers, String grouping) {
        return Sql.of("select p.place, r.source, r.model" + numbers + " from (values ")
                .plus(Trends.rows(range.periods()))
                .plus(") p (place, from_time, end_time) left join " + layout.name("ticket_run")
                        + " r on r.asked_at >= p.from_time and r.asked_at < p.end_time and ")
                .plus(Sql.of(
                        "r.asked_at >= ? and r.asked_at < ?",
                        time(range.periods().get(0).from()),
                        time(range.periods().get(range.periods().size() - 1).end())))
                .plus(Sql.of(" and r.tenant = ? and r.outcome in ('answered', 'abstained', 'failed')", tenant))
                .plus(scope instanceof Scope.All ? Sql.of("") : Sql.of(" and ").plus(ticketInScope()))
                .plus(" group by p.place, r.source, r.model" + grouping + " having count(r.id) > 0");
    }

    private Sql ticketInScope() {
        return Sql.of("exists (select 1 from " + layout.name("ticket") + " t where t.id = r.ticket_id and ")
                .plus(new Conditions(layout).of(new TicketSelection(tenant, scope, TicketQuery.all())))
                .plus(")");
    }

    private static Sql.Value time(Instant time) {
        return Sql.Value.number(EpochMicros.bound(time, true));
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
