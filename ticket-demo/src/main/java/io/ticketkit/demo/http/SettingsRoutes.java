package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.PageRequest;
import io.ticketkit.demo.administration.Change;
import io.ticketkit.demo.administration.Report;
import io.ticketkit.demo.administration.SettingsDesk;
import io.ticketkit.demo.administration.Snapshot;
import io.ticketkit.demo.administration.StaleSettingsException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Settings, for admins: read, changed, tried. */
final class SettingsRoutes {
    private static final String SETTINGS = "/api/settings";
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([1-9][0-9]{0,17})\"");
    /** Of no version there ever is. */
    private static final long NEVER = -1;

    private final Host host;

    SettingsRoutes(Host host) {
        this.host = host;
    }

    void addTo(Routes routes) {
        routes.get(SETTINGS, this::read)
                .add("PUT", SETTINGS, this::change)
                .get(SETTINGS + "/history", this::history)
                .add("POST", SETTINGS + "/llm/test", this::tryModel)
                .add("POST", SETTINGS + "/openai/test", this::tryModel)
                .add("POST", SETTINGS + "/zendesk/test", this::tryZendesk);
    }

    private SettingsDesk desk(Context ctx) {
        Caller.requireAdmin(ctx);
        // nothing of it stays in a cache
        ctx.header("Cache-Control", "no-store");
        return host.settings();
    }

    private void read(Context ctx) {
        answer(ctx, 200, desk(ctx).read());
    }

    private void change(Context ctx) {
        SettingsDesk desk = desk(ctx);
        ObjectNode body = Body.of(ctx).fields();
        try {
            answer(
                    ctx,
                    200,
                    desk.change(body, expected(ctx), Caller.of(ctx).actor().id()));
        } catch (StaleSettingsException e) {
            desk.refresh();
            Snapshot current = desk.read();
            ctx.header("ETag", tag(current));
            ObjectNode stale = Json.detail("The settings were changed meanwhile.");
            Json.answer(ctx, 412, stale.set("current", of(current)));
        }
    }

    /** Which state the request was made for; any, when it does not say. */
    private static OptionalLong expected(Context ctx) {
        String header = ctx.header("If-Match");
        if (header == null || header.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher tag = TAG.matcher(header.strip());
        return OptionalLong.of(tag.matches() ? Long.parseLong(tag.group(1)) : NEVER);
    }

    private void history(Context ctx) {
        SettingsDesk desk = desk(ctx);
        Lists.answer(ctx, (PageRequest page) -> desk.history(page).map(SettingsRoutes::of));
    }

    private void tryModel(Context ctx) {
        SettingsDesk desk = desk(ctx);
        Json.answer(ctx, 200, of(desk.tryModel(Body.of(ctx).fields())));
    }

    private void tryZendesk(Context ctx) {
        SettingsDesk desk = desk(ctx);
        Json.answer(ctx, 200, of(desk.tryZendesk(Body.of(ctx).fields())));
    }

    private static void answer(Context ctx, int status, Snapshot settings) {
        Json.answer(ctx, status, of(settings));
        Tags.put(ctx, tag(settings));
    }

    private static String tag(Snapshot settings) {
        return "\"" + settings.version() + "\"";
    }

    private static ObjectNode of(Snapshot settings) {
        ObjectNode json = settings.values();
        json.set("secrets", settings.secrets());
        json.set("sources", settings.sources());
        json.put("can_store_secrets", settings.canStoreSecrets())
                .putPOJO("problems", settings.problems())
                .put("version", settings.version())
                .put("changed_at", settings.at().map(TicketJson::time).orElse(null))
                .put("changed_by", settings.by().orElse(null));
        return json;
    }

    private static ObjectNode of(Change change) {
        return Json.object()
                .put("id", change.id())
                .put("version", change.version())
                .put("changed_at", TicketJson.time(change.at()))
                .put("changed_by", change.by())
                .put("field", change.field())
                .put("from", change.from())
                .put("to", change.to());
    }

    private static ObjectNode of(Report report) {
        ObjectNode json = Json.object().put("ok", report.ok());
        ArrayNode checks = json.putArray("checks");
        report.checks()
                .forEach(line -> checks.addObject()
                        .put("name", line.name())
                        .put("ok", line.ok())
                        .put("message", line.message()));
        return json;
    }
}
