package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.Cursor;
import io.ticketkit.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Links to other pages of a list: the same query with another cursor. */
final class Links {
    private Links() {}

    /** The Host header has been checked. */
    static String base(Context ctx) {
        return ctx.scheme() + "://" + ctx.header("Host");
    }

    static void next(Context ctx, Page<?> page) {
        page.next().ifPresent(cursor -> ctx.header("Link", "<" + to(ctx, cursor) + ">; rel=\"next\""));
    }

    static ObjectNode counted(Context ctx, Page<?> page, long count) {
        return Json.object()
                .put("count", count)
                .put("next", url(ctx, page.next()))
                .put("previous", url(ctx, page.previous()))
                .putPOJO("results", page.items());
    }

    private static @Nullable String url(Context ctx, Optional<Cursor> cursor) {
        return cursor.map(c -> to(ctx, c)).orElse(null);
    }

    private static String to(Context ctx, Cursor cursor) {
        Stream<String> others = ctx.queryParamMap().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("cursor"))
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encoded(parameter.getKey()) + "=" + encoded(value)));
        return base(ctx)
                + ctx.path()
                + Stream.concat(others, Stream.of("cursor=" + cursor.token()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
