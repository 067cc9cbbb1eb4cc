package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.Classification;
import io.ticketkit.Limits;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Status;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.Workflow;
import io.ticketkit.demo.http.TicketJson.ClassificationJson;
import io.ticketkit.demo.http.TicketJson.StatsJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Numbers about tickets, classification, and what a page needs to know. */
final class InfoRoutes {
    private static final String TICKETS = "/api/tickets";

    private final TicketService tickets;
    private final Taxonomy taxonomy;
    private final double reviewThreshold;
    private final BooleanSupplier databaseAnswers;

    InfoRoutes(TicketService tickets, Taxonomy taxonomy, double reviewThreshold, BooleanSupplier databaseAnswers) {
        this.tickets = tickets;
        this.taxonomy = taxonomy;
        this.reviewThreshold = reviewThreshold;
        this.databaseAnswers = databaseAnswers;
    }

    List<Route> routes() {
        return List.of(
                Route.get(TICKETS + "/stats", this::stats),
                Route.get(TICKETS + "/stats/summary", this::stats),
                Route.post(TICKETS + "/classify", this::classify),
                Route.post(TICKETS + "/suggest-title", this::suggestTitle),
                Route.get("/api/config", this::config),
                Route.get("/healthz", this::health));
    }

    private void stats(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        TicketQuery query = parameters.query(taxonomy);
        parameters.refuseIfWrong(query.violations());
        Json.answerTagged(ctx, StatsJson.of(tickets.stats(query)));
    }

    private void classify(Context ctx) {
        Body body = Body.of(ctx);
        String description = description(body);
        String text = body.textOrNull("title");
        @Nullable String title = text == null || text.isBlank() ? null : text;
        body.refuseIfWrong(
                TicketDraft.of(title == null ? "none" : title, description).violations());
        Classification found = tickets.classify(title, description);
        Json.answer(ctx, 200, ClassificationJson.of(found));
    }

    private void suggestTitle(Context ctx) {
        Body body = Body.of(ctx);
        String description = description(body);
        body.refuseIfWrong(List.of());
        Json.answer(ctx, 200, Map.of("suggested_title", tickets.suggestTitle(description)));
    }

    private static String description(Body body) {
        body.require("description");
        String description = body.text("description");
        return description == null ? "" : description;
    }

    private void config(Context ctx) {
        Map<String, List<String>> transitions = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            transitions.put(status.wireName(), names(Workflow.standard().from(status).stream(), Status::wireName));
        }
        List<CategoryJson> categories = taxonomy.definitions().stream()
                .map(definition -> new CategoryJson(
                        definition.category().code(),
                        definition.label(),
                        definition.description(),
                        definition.retired()))
                .toList();
        Json.answerTagged(
                ctx,
                new ConfigJson(
                        categories,
                        names(Arrays.stream(Priority.values()), Priority::wireName),
                        names(Arrays.stream(Status.values()), Status::wireName),
                        names(Arrays.stream(Sentiment.values()), Sentiment::wireName),
                        transitions,
                        reviewThreshold,
                        "offline",
                        Map.of("id", "demo", "role", "staff"),
                        Map.of(
                                "title", Limits.TITLE,
                                "description", Limits.DESCRIPTION,
                                "tags", Limits.TAGS,
                                "tag", Limits.NAME)));
    }

    private static <T> List<String> names(Stream<T> values, Function<T, String> name) {
        return values.map(name).toList();
    }

    private void health(Context ctx) {
        boolean up = databaseAnswers.getAsBoolean();
        Json.answer(ctx, up ? 200 : 503, Map.of("status", up ? "ok" : "unavailable"));
    }

    private record CategoryJson(String code, String label, String description, boolean retired) {}

    private record ConfigJson(
            List<CategoryJson> categories,
            List<String> priorities,
            List<String> statuses,
            List<String> sentiments,
            Map<String, List<String>> transitions,
            double reviewThreshold,
            String classifier,
            Map<String, String> user,
            Map<String, Integer> limits) {}
}
