package io.ticketkit.demo.http;

import io.ticketkit.*;
import io.ticketkit.TicketDay;
import io.ticketkit.TicketSpend;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Figures as JSON; what is not known is null. */
final class AnalyticsJson {
    /** The columns of what was spent on a ticket in a period. */
    static final List<String> TICKET_DAY =
            List.of("start", "ticket_id", "runs", "duration_ms", "cost_usd", "unknown_costs");

    private static final double MILLIS = 1000.0;

    private AnalyticsJson() {}

    static ObjectNode of(TrendBucket bucket) {
        return Json.object()
                .put("start", bucket.start().toString())
                .put("created", bucket.created())
                .put("resolved", bucket.resolved())
                .put("reopened", bucket.reopened())
                .put("open_at_end", bucket.openAtEnd());
    }

    /** The sums of all periods, and what was open at the end of the last. */
    static ObjectNode total(List<TrendBucket> buckets) {
        return Json.object()
                .put("created", buckets.stream().mapToLong(TrendBucket::created).sum())
                .put(
                        "resolved",
                        buckets.stream().mapToLong(TrendBucket::resolved).sum())
                .put(
                        "reopened",
                        buckets.stream().mapToLong(TrendBucket::reopened).sum())
                .put("open_at_end", buckets.get(buckets.size() - 1).openAtEnd());
    }

    static ObjectNode of(Breakdown breakdown) {
        ObjectNode json = Json.object();
        ArrayNode values = json.putArray("values");
        breakdown
                .shares()
                .forEach(share -> values.addObject().put("value", share.value()).put("tickets", share.tickets()));
        return json.put("others", breakdown.others()).put("other_values", breakdown.otherValues());
    }

    static ObjectNode of(DurationStats stats) {
        Optional<DurationStats.Percentiles> known = stats.percentiles();
        return Json.object()
                .put("count", stats.count())
                .put("median_seconds", seconds(known.map(DurationStats.Percentiles::p50)))
                .put("p90_seconds", seconds(known.map(DurationStats.Percentiles::p90)))
                .put("p99_seconds", seconds(known.map(DurationStats.Percentiles::p99)))
                .put("longest_seconds", seconds(known.map(DurationStats.Percentiles::longest)));
    }

    private static @Nullable Double seconds(Optional<Duration> time) {
        return time.map(value -> value.toMillis() / MILLIS).orElse(null);
    }

    static ObjectNode of(Backlog backlog) {
        ObjectNode json = of(backlog.ages());
        ArrayNode bands = json.putArray("bands");
        backlog.bands()
                .forEach(band -> bands.addObject()
                        .put("from_days", band.from().toDays())
                        .put("to_days", days(band.end()))
                        .put("tickets", band.tickets()));
        return json;
    }

    private static @Nullable Long days(@Nullable Duration end) {
        return end == null ? null : end.toDays();
    }

    static ObjectNode of(Reopenings reopenings) {
        return Json.object()
                .put("done", reopenings.done())
                .put("reopened", reopenings.reopened())
                .put("rate", orNull(reopenings.rate()));
    }

    static ObjectNode of(Satisfaction satisfaction) {
        ObjectNode json = Json.object().put("count", satisfaction.count()).put("mean", orNull(satisfaction.mean()));
        ObjectNode scores = json.putObject("scores");
        satisfaction.byScore().forEach((score, count) -> scores.put(Integer.toString(score), count));
        return json;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    static ObjectNode processed(List<RunWork> current) {
        return Json.object()
                .put("today", current.get(0).classified())
                .put("this_week", current.get(1).classified())
                .put("this_month", current.get(2).classified());
    }

    static ObjectNode of(TicketDay day) {
        TicketSpend spend = day.spend();
        return Json.object()
                .put("start", day.start().toString())
                .put("ticket_id", spend.ticket().value())
                .put("runs", spend.runs())
                .put("duration_ms", spend.time().toMillis())
                .put("cost_usd", plain(spend.cost()))
                .put("unknown_costs", spend.unknownCosts());
    }

    static ObjectNode of(RunWork work) {
        return Json.object()
                .put("start", work.start().toString())
                .put("runs", work.runs())
                .put("tickets", work.tickets())
                .put("processed", work.classified())
                .put("duration_ms", work.time().toMillis())
                .put(
                        "duration_ms_per_ticket",
                        work.timePerTicket().map(Duration::toMillis).orElse(null))
                .put("cost_usd", plain(work.cost()))
                .put(
                        "cost_usd_per_ticket",
                        work.costPerTicket().map(AnalyticsJson::plain).orElse(null))
                .put("unknown_costs", work.unknownCosts());
    }

    private static BigDecimal plain(BigDecimal cost) {
        return cost.signum() == 0 ? BigDecimal.ZERO : cost.stripTrailingZeros();
    }

    static ObjectNode of(RunAccuracy accuracy) {
        return Json.object()
                .put("field", TicketJson.name(accuracy.field()))
                .put("source", accuracy.source().wireName())
                .put("model", accuracy.model().orElse(null))
                .put("applied", accuracy.applied())
                .put("accepted", accuracy.accepted())
                .put("corrected", accuracy.corrected())
                .put("accuracy", orNull(accuracy.standing()))
                .put("acceptance", orNull(accuracy.confirmed()));
    }

    /** One row for each figure, named by the members that lead to it. */
    static ArrayNode flat(ObjectNode figures) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        flatten("", figures, rows);
        return rows;
    }

    private static void flatten(String name, JsonNode value, ArrayNode rows) {
        if (value.isObject()) {
            String prefix = name.isEmpty() ? "" : name + ".";
            value.properties().forEach(member -> flatten(prefix + member.getKey(), member.getValue(), rows));
        } else if (value.isArray()) {
            int place = 0;
            for (JsonNode element : value) {
                flatten(name + "." + place++, element, rows);
            }
        } else {
            rows.addObject().put("figure", name).set("value", value);
        }
    }
}
