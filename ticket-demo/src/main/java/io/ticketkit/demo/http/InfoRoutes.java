package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.*;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.User;
import java.time.*;
import java.util.*;
import java.util.function.*;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers about tickets, classification, and what a page needs to know. */
final class InfoRoutes {
    private static final String TICKETS = "/api/tickets";
    private static final int SAMPLES = 60;
    private static final int MOST_AGENTS = 200;

    private final Host host;
    private final Tickets tickets;
    private final Clock clock = Clock.systemUTC();

    InfoRoutes(Host host, Tickets tickets) {
        this.host = host;
        this.tickets = tickets;
    }

    void addTo(Routes routes) {
        routes.get(TICKETS + "/stats", this::stats)
                .get(TICKETS + "/stats/summary", this::stats)
                .get(TICKETS + "/stats/daily", this::daily)
                .get(TICKETS + "/stats/models", this::models)
                .add("POST", TICKETS + "/classify", this::classify)
                .add("POST", TICKETS + "/suggest-title", this::suggestTitle)
                .add("POST", "/api/samples", this::addSamples)
                .get("/api/config", this::config)
                .get("/healthz", this::health)
                .free("/healthz")
                .costly("POST " + TICKETS + "/classify", "POST " + TICKETS + "/suggest-title");
    }

    private void stats(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        TicketQuery query = parameters.query(Served.taxonomy(ctx));
        parameters.refuseIfWrong(query.violations());
        Json.answerTagged(ctx, TicketJson.of(tickets.of(ctx).stats(query)));
    }

    private void daily(Context ctx) {
        Parameters parameters = Parameters.of(ctx);
        TicketQuery query = parameters.query(Served.taxonomy(ctx));
        int days = parameters.whole("days", 1, 366, 30);
        parameters.refuseIfWrong(query.violations());
        LocalDate today = LocalDate.now(clock);
        TrendRange range = TrendRange.days(today.minusDays(days - 1L), today, ZoneOffset.UTC);
        Json.answerTagged(
                ctx,
                tickets.of(ctx).trend(query, range).stream()
                        .map(day -> Json.object()
                                .put("date", day.start().toString())
                                .put("created", day.created()))
                        .toList());
    }

    private void models(Context ctx) {
        Json.answerTagged(
                ctx, tickets.of(ctx).models().stream().map(TicketJson::of).toList());
    }

    private void classify(Context ctx) {
        Body body = Body.of(ctx).require("description");
        String description = body.text("description").orElse("");
        String text = body.textOrNull("title");
        String title = text == null || text.isBlank() ? null : text;
        body.refuseIfWrong(
                TicketDraft.of(title == null ? "none" : title, description).violations());
        Json.answer(ctx, 200, TicketJson.of(tickets.of(ctx).classify(title, description)));
    }

    private void suggestTitle(Context ctx) {
        Body body = Body.of(ctx).require("description");
        String description = body.text("description").orElse("");
        body.refuseIfWrong(List.of());
        Json.answer(
                ctx, 200, Json.object().put("suggested_title", tickets.of(ctx).suggestTitle(description)));
    }

    /** Only for who has nothing yet: samples cannot be told from real tickets afterwards. */
    private synchronized void addSamples(Context ctx) {
        Caller.requireAdmin(ctx);
        Body.of(ctx);
        if (tickets.of(ctx).count(TicketQuery.all()) > 0) {
            Json.answer(ctx, 409, Json.detail("There are tickets already."));
        } else {
            host.addSamples(SAMPLES);
            Json.answer(ctx, 201, Json.object().put("created", SAMPLES));
        }
    }

    /** What a page needs to know to offer choices. */
    private void config(Context ctx) {
        Settings settings = Served.of(ctx).settings();
        ObjectNode json = Json.object();
        ArrayNode categories = json.putArray("categories");
        for (CategoryDefinition definition : settings.taxonomy().definitions()) {
            categories
                    .addObject()
                    .put("code", definition.category().code())
                    .put("label", definition.label())
                    .put("description", definition.description())
                    .put("retired", definition.retired());
        }
        json.putPOJO("priorities", names(List.of(Priority.values()), Priority::wireName))
                .putPOJO("statuses", names(List.of(Status.values()), Status::wireName))
                .putPOJO("sentiments", names(List.of(Sentiment.values()), Sentiment::wireName));
        ObjectNode transitions = json.putObject("transitions");
        for (Status status : Status.values()) {
            transitions.putPOJO(status.wireName(), names(Workflow.standard().from(status), Status::wireName));
        }
        json.put("review_threshold", settings.reviewThreshold())
                .put("classifier", settings.llm().isUsable() ? settings.llm().model() : "offline");
        Caller caller = Caller.of(ctx);
        json.putObject("user")
                .put("id", caller.actor().id())
                .put("name", caller.user().map(User::name).orElse(caller.actor().id()))
                .put("role", caller.role().wireName())
                .put("logged_in", caller.user().isPresent());
        json.putObject("limits")
                .put("title", Limits.TITLE)
                .put("description", Limits.DESCRIPTION)
                .put("tags", Limits.TAGS)
                .put("tag", Limits.NAME)
                .put("content", Limits.COMMENT)
                .put("feedback", Limits.FEEDBACK)
                .put("attachment", AttachmentRoutes.LARGEST);
        json.putPOJO("agents", caller.isStaff() ? agents(settings) : List.of());
        Json.answerTagged(ctx, json);
    }

    /** Who answers tickets, as somebody to choose from. */
    private Collection<String> agents(Settings settings) {
        Set<String> agents = new LinkedHashSet<>();
        settings.agents().agents().forEach(agent -> agents.add(agent.name()));
        host.logins().ifPresent(known -> agents.addAll(known.staff(MOST_AGENTS)));
        return agents;
    }

    private static <T> List<String> names(Collection<T> values, Function<T, String> name) {
        return values.stream().sorted().map(name).toList();
    }

    private void health(Context ctx) {
        boolean up = host.databaseAnswers();
        Json.answer(ctx, up ? 200 : 503, Json.object().put("status", up ? "ok" : "unavailable"));
    }
}
