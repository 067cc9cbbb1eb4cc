package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import java.time.*;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Figures of a time for those who lead a team, as JSON or for a spreadsheet. */
final class AnalyticsRoutes {
    private static final String PATH = "/api/analytics/";
    private static final String MACHINES = "ai";
    private static final int DAYS = 30;
    private static final int TOP = 10;
    private static final Set<TicketDimension> FIELDS = EnumSet.of(
            TicketDimension.CATEGORY, TicketDimension.PRIORITY, TicketDimension.SOURCE, TicketDimension.ASSIGNEE);
    /** Counted apart: the more fields together, the more groups there are, and the longer it takes. */
    private static final Set<TicketDimension> ORIGINS = EnumSet.of(TicketDimension.CHANNEL, TicketDimension.TEAM);

    private static final String ACCURACY = "accuracy";
    private static final List<String> ACCURACY_COLUMNS =
            List.of("field", "source", "model", "applied", "accepted", "corrected", "accuracy", "acceptance");
    private static final List<String> FIGURES = List.of("figure", "value");
    /** Where there are two, which of them a spreadsheet gets: the first, unless the other is asked for. */
    private static final Map<String, Set<String>> TABLES = Map.of(MACHINES, Set.of("buckets", ACCURACY));

    private static final Map<String, String> NAMES = Map.of("first", "from", "last", "to");

    private final Tickets tickets;
    private final Beside beside = new Beside();
    private final Clock clock = Clock.systemUTC();

    AnalyticsRoutes(Tickets tickets) {
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        add(routes, "dashboard", this::dashboard);
        add(routes, "trends", AnalyticsRoutes::trends);
        add(routes, "categories", this::categories);
        add(routes, "sentiments", AnalyticsRoutes::sentiments);
        add(routes, "performance", this::performance);
        add(routes, MACHINES, this::machines);
    }

    private interface Figures {
        Answer of(TicketService tickets, Wanted wanted, TicketQuery created);
    }

    /** What is asked for: of which tickets, and of which time. */
    private record Wanted(
            TicketQuery query, TrendRange range, ZoneId zone, Optional<String> table, Optional<PageRequest> byTicket) {
        Instant from() {
            return range.from();
        }

        Instant end() {
            return range.end();
        }

        /** Those created in that time. */
        TicketQuery created(TicketQuery.Builder created) {
            return created.createdAfter(later(query.createdAfter(), range.from()))
                    .createdBefore(earlier(query.createdBefore(), range.end()))
                    .build();
        }

        private static Instant later(Optional<Instant> one, Instant other) {
            return one.filter(other::isBefore).orElse(other);
        }

        private static Instant earlier(Optional<Instant> one, Instant other) {
            return one.filter(other::isAfter).orElse(other);
        }
    }

    /** The figures, and the rows and columns of the table that says the same. */
    private record Answer(ObjectNode json, ArrayNode rows, List<String> columns) {
        static Answer of(ObjectNode json) {
            return new Answer(json, AnalyticsJson.flat(json), FIGURES);
        }

        static Answer of(ObjectNode json, ArrayNode rows) {
            return new Answer(json, rows, List.copyOf(rows.path(0).propertyNames()));
        }
    }

    private void add(Routes routes, String name, Figures figures) {
        routes.get(PATH + name, ctx -> {
            Parameters parameters = Parameters.of(ctx);
            boolean csv = parameters
                    .choice("format", text -> Optional.of(text).filter(Set.of("json", "csv")::contains))
                    .filter("csv"::equals)
                    .isPresent();
            Wanted wanted = wanted(ctx, parameters, TABLES.getOrDefault(name, Set.of()));
            TicketQuery.Builder filters = parameters.filters(Served.taxonomy(ctx));
            Answer answer = figures.of(tickets.of(ctx), wanted, wanted.created(filters));
            if (csv) {
                List<TrendRange.Period> periods = wanted.range().periods();
                LocalDate last = LocalDate.ofInstant(wanted.end().minusNanos(1), wanted.zone());
                send(ctx, wanted.table().orElse(name) + "-" + periods.get(0).start() + "-" + last + ".csv", answer);
            } else {
                Json.answer(ctx, 200, answer.json());
            }
        });
    }

    private static void send(Context ctx, String file, Answer answer) {
        ctx.contentType("text/csv; charset=utf-8")
                .header("Content-Disposition", Download.disposition(file))
                .result(Csv.table(answer.rows(), answer.columns()));
    }

    private Wanted wanted(Context ctx, Parameters parameters, Set<String> tables) {
        TicketQuery query = parameters.query(Served.taxonomy(ctx));
        ZoneId zone = parameters.zone("tz");
        LocalDate to = parameters.date("to").orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        // a year that is refused anyway may have no earlier days
        LocalDate from = parameters.date("from").orElseGet(() -> to.getYear() < 2000 ? to : to.minusDays(DAYS - 1L));
        TrendRange.Unit unit =
                parameters.choice("bucket", TrendRange.Unit::parse).orElse(TrendRange.Unit.DAY);
        Optional<String> table = tables.isEmpty()
                ? Optional.empty()
                : parameters.choice("table", text -> Optional.of(text).filter(tables::contains));
        Optional<PageRequest> byTicket = tables.isEmpty() ? Optional.empty() : byTicket(parameters);
        parameters.refuseIfWrong(query.violations());
        TrendRange range = FieldNames.renamed(NAMES, () -> TrendRange.of(unit, from, to, zone));
        return new Wanted(query, range, zone, table.filter(ACCURACY::equals), byTicket);
    }

    /** Who names a page wants a list. */
    private static Optional<PageRequest> byTicket(Parameters parameters) {
        boolean named = parameters
                .choice("by", text -> Optional.of(text).filter("ticket"::equals))
                .isPresent();
        boolean page = parameters.first("cursor").isPresent()
                || parameters.first("limit").isPresent();
        return named || page ? Optional.of(parameters.page()) : Optional.empty();
    }

    private Answer dashboard(TicketService tickets, Wanted wanted, TicketQuery created) {
        return beside.both(
                () -> AnalyticsJson.total(tickets.trend(wanted.query(), wanted.range())),
                () -> now(tickets, wanted),
                (total, now) -> Answer.of(total.setAll(now)));
    }

    private static ObjectNode now(TicketService tickets, Wanted wanted) {
        TicketAnalytics figures = tickets.analytics();
        ObjectNode json = Json.object();
        json.set("backlog", AnalyticsJson.of(figures.backlog(wanted.query())));
        json.set("satisfaction", AnalyticsJson.of(figures.satisfaction(wanted.query(), wanted.from(), wanted.end())));
        json.set("processed", processed(tickets, wanted.zone()).orElse(null));
        return json;
    }

    /** Not for everybody who sees tickets. */
    private static Optional<ObjectNode> processed(TicketService tickets, ZoneId zone) {
        try {
            return Optional.of(AnalyticsJson.processed(tickets.runs().current(zone)));
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }

    private static Answer trends(TicketService tickets, Wanted wanted, TicketQuery created) {
        ObjectNode json = Json.object();
        ArrayNode buckets = json.putArray("buckets");
        List<TrendBucket> trend = tickets.trend(wanted.query(), wanted.range());
        trend.forEach(bucket -> buckets.add(AnalyticsJson.of(bucket)));
        json.set("total", AnalyticsJson.total(trend));
        return Answer.of(json, buckets);
    }

    private Answer categories(TicketService tickets, Wanted wanted, TicketQuery created) {
        TicketAnalytics figures = tickets.analytics();
        List<Breakdown> breakdowns = beside.both(
                () -> List.of(figures.breakdowns(created, FIELDS, TOP), figures.breakdowns(created, ORIGINS, TOP)),
                () -> List.of(figures.breakdown(created, TicketDimension.TAG, TOP)),
                (fields, tags) -> Stream.of(fields.get(0), tags, fields.get(1))
                        .flatMap(List::stream)
                        .toList());
        ObjectNode json = Json.object();
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Breakdown breakdown : breakdowns) {
            if (breakdown.dimension() == TicketDimension.CATEGORY) {
                json.put("tickets", ofAll(breakdown));
            }
            json.set(breakdown.dimension().wireName(), AnalyticsJson.of(breakdown));
            add(rows, breakdown);
        }
        return new Answer(json, rows, List.of("dimension", "kind", "value", "tickets"));
    }

    /** Every ticket has one category. */
    private static long ofAll(Breakdown breakdown) {
        return breakdown.shares().stream().mapToLong(Breakdown.Share::tickets).sum() + breakdown.others();
    }

    private static void add(ArrayNode rows, Breakdown breakdown) {
        String dimension = breakdown.dimension().wireName();
        breakdown
                .shares()
                .forEach(share -> rows.addObject()
                        .put("dimension", dimension)
                        .put("kind", share.value() == null ? "none" : "value")
                        .put("value", share.value())
                        .put("tickets", share.tickets()));
        if (breakdown.otherValues() > 0) {
            rows.addObject()
                    .put("dimension", dimension)
                    .put("kind", "others")
                    .put("value", Long.toString(breakdown.otherValues()))
                    .put("tickets", breakdown.others());
        }
    }

    private static Answer sentiments(TicketService tickets, Wanted wanted, TicketQuery created) {
        TicketStats stats = tickets.stats(created);
        ObjectNode json = Json.object().put("tickets", stats.total());
        ObjectNode sentiments = json.putObject("sentiments");
        stats.bySentiment().forEach((sentiment, count) -> sentiments.put(sentiment.wireName(), count));
        json.put("avg_urgency_score", stats.averageUrgency())
                .set(
                        "satisfaction",
                        AnalyticsJson.of(
                                tickets.analytics().satisfaction(wanted.query(), wanted.from(), wanted.end())));
        return Answer.of(json);
    }

    private Answer performance(TicketService tickets, Wanted wanted, TicketQuery created) {
        TicketAnalytics figures = tickets.analytics();
        return beside.both(
                () -> List.of(
                        times(figures, wanted, TicketMilestone.FIRST_RESPONSE),
                        AnalyticsJson.of(figures.backlog(wanted.query()))),
                () -> List.of(
                        times(figures, wanted, TicketMilestone.RESOLUTION),
                        AnalyticsJson.of(figures.reopenings(wanted.query(), wanted.from(), wanted.end()))),
                (first, second) -> {
                    ObjectNode json = Json.object();
                    json.set(TicketMilestone.FIRST_RESPONSE.wireName(), first.get(0));
                    json.set(TicketMilestone.RESOLUTION.wireName(), second.get(0));
                    json.set("reopenings", second.get(1));
                    json.set("backlog", first.get(1));
                    return Answer.of(json);
                });
    }

    private static ObjectNode times(TicketAnalytics figures, Wanted wanted, TicketMilestone milestone) {
        return AnalyticsJson.of(figures.times(wanted.query(), milestone, wanted.from(), wanted.end()));
    }

    /** Of all tickets that may be seen: what machines did is not filtered. */
    private Answer machines(TicketService tickets, Wanted wanted, TicketQuery created) {
        TicketRuns runs = tickets.runs();
        ObjectNode json = Json.object();
        ArrayNode buckets = json.putArray("buckets");
        ArrayNode fields = json.putArray(ACCURACY);
        beside.both(
                () -> runs.work(wanted.range()), () -> runs.accuracy(wanted.from(), wanted.end()), (work, accuracy) -> {
                    work.forEach(of -> buckets.add(AnalyticsJson.of(of)));
                    accuracy.forEach(of -> fields.add(AnalyticsJson.of(of)));
                    return json;
                });
        if (wanted.byTicket().isPresent()) {
            return byTicket(
                    json, runs.byTicket(wanted.range(), wanted.byTicket().get()));
        }
        return wanted.table().isPresent() ? new Answer(json, fields, ACCURACY_COLUMNS) : Answer.of(json, buckets);
    }

    /** A row for each ticket and period. */
    private static Answer byTicket(ObjectNode json, Page<TicketDay> page) {
        ArrayNode rows = json.putArray("tickets");
        page.items().forEach(day -> rows.add(AnalyticsJson.of(day)));
        json.put("next", page.next().map(Cursor::token).orElse(null));
        return new Answer(json, rows, AnalyticsJson.TICKET_DAY);
    }
}
