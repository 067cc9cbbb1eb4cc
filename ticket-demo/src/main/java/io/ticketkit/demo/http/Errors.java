package io.ticketkit.demo.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.IllegalTransitionException;
import io.ticketkit.InvalidCursorException;
import io.ticketkit.StaleTicketException;
import io.ticketkit.StorageConflictException;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each exception becomes: the whole table of the contract. */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private Errors() {}

    static void register(RoutesConfig routes) {
        routes.exception(ValidationException.class, (e, ctx) -> Json.answer(ctx, 400, Body.messages(e.violations())));
        routes.exception(
                InvalidCursorException.class,
                (e, ctx) -> Json.answer(ctx, 400, Map.of("cursor", List.of("Take the cursor from a Link header."))));
        routes.exception(TicketNotFoundException.class, (e, ctx) -> Json.detail(ctx, 404, "Not found."));
        routes.exception(
                AccessDeniedException.class, (e, ctx) -> Json.detail(ctx, 403, String.valueOf(e.getMessage())));
        routes.exception(
                IllegalTransitionException.class,
                (e, ctx) -> Json.answer(ctx, 409, Map.of("status", List.of(String.valueOf(e.getMessage())))));
        routes.exception(StaleTicketException.class, (e, ctx) -> lostRace(ctx, e));
        routes.exception(
                IdempotencyConflictException.class,
                (e, ctx) -> Json.detail(ctx, 422, "This Idempotency-Key was used before with another body."));
        routes.exception(HttpResponseException.class, Errors::refused);
        routes.exception(
                StorageUnavailableException.class, (e, ctx) -> later(ctx, e, "The database does not answer."));
        routes.exception(
                StorageConflictException.class, (e, ctx) -> later(ctx, e, "Others were in the way; send it again."));
        routes.exception(Exception.class, Errors::unexpected);
    }

    private static void lostRace(Context ctx, StaleTicketException e) {
        ctx.header("ETag", Tags.of(e.current()));
        Json.answer(
                ctx,
                412,
                Json.object()
                        .put("detail", "The ticket was changed meanwhile.")
                        .set("current", TicketJson.of(e.current())));
    }

    static void methodNotAllowed(Context ctx, String allowed) {
        ctx.header("Allow", allowed);
        if (ctx.method().equals(HandlerType.OPTIONS)) {
            ctx.status(204);
        } else {
            Json.detail(ctx, 405, "Method \"" + ctx.method() + "\" not allowed.");
        }
    }

    private static void refused(HttpResponseException e, Context ctx) {
        String text = String.valueOf(e.getMessage());
        Json.detail(
                ctx,
                e.getStatus(),
                switch (e.getStatus()) {
                    case 404 -> "Not found.";
                    case 413 -> "The body is larger than 1 MiB.";
                    default -> text;
                });
    }

    private static void later(Context ctx, StorageException e, String text) {
        LOG.warn(text, e);
        ctx.header("Retry-After", "5");
        failed(ctx, 503, text);
    }

    /** The id finds the log line; nothing of the exception leaves. */
    private static void unexpected(Exception e, Context ctx) {
        LOG.error("Unexpected", e);
        failed(ctx, 500, "Internal error.");
    }

    private static void failed(Context ctx, int status, String text) {
        Json.answer(ctx, status, Json.object().put("detail", text).put("id", Gate.requestId(ctx)));
    }

    /** Not even an exception: the stack or the memory was too small. */
    static void fatal(HttpServletResponse response, Error error) {
        LOG.error("Unexpected", error);
        response.setStatus(500);
    }
}
