package io.ticketkit.demo.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.*;
import io.ticketkit.*;
import io.ticketkit.demo.users.NotLoggedInException;
import io.ticketkit.demo.users.TooManyAttemptsException;
import io.ticketkit.demo.zendesk.ZendeskException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** What each exception becomes: the whole table of the contract. */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private static final String CHANGED = "The ticket was changed meanwhile.";
    private static final String EDITED = "The response was changed meanwhile.";
    private static final String REUSED = "This Idempotency-Key was used before with another body.";

    private Errors() {}

    static void register(RoutesConfig routes) {
        on(routes, ValidationException.class, 400, e -> Body.messages(e.violations()));
        on(routes, InvalidCursorException.class, 400, e -> field("cursor", "Take the cursor from a Link header."));
        routes.exception(NotLoggedInException.class, Errors::unknown);
        routes.exception(TooManyAttemptsException.class, Errors::tooMany);
        on(routes, AccessDeniedException.class, 403, e -> Json.detail(text(e)));
        on(routes, TicketNotFoundException.class, 404, e -> notFound());
        on(routes, CommentNotFoundException.class, 404, e -> notFound());
        on(routes, AttachmentNotFoundException.class, 404, e -> notFound());
        on(routes, ConversationNotFoundException.class, 404, e -> notFound());
        on(routes, ConversationEndedException.class, 409, e -> Json.detail("The conversation has ended."));
        on(routes, TicketMergedException.class, 409, e -> Json.detail(text(e)));
        on(routes, IllegalTransitionException.class, 409, e -> field("status", text(e)));
        on(routes, IdempotencyConflictException.class, 422, e -> Json.detail(REUSED));
        routes.exception(
                StaleTicketException.class, (e, ctx) -> lostRace(ctx, CHANGED, Tags.of(e.current()), e.current()));
        routes.exception(
                StaleCommentException.class,
                (e, ctx) -> lostRace(ctx, EDITED, Tags.of(e.current()), ResponseRoutes.of(e.current())));
        routes.exception(HttpResponseException.class, Errors::refused);
        routes.exception(StorageUnavailableException.class, (e, ctx) -> later(ctx, e, "The database does not answer."));
        routes.exception(
                StorageConflictException.class, (e, ctx) -> later(ctx, e, "Others were faster; send it again."));
        routes.exception(ZendeskException.class, Errors::zendesk);
        routes.exception(IOException.class, Errors::broken);
        routes.exception(Exception.class, (e, ctx) -> failed(ctx, 500, "Internal error.", e));
    }

    private static <E extends Exception> void on(
            RoutesConfig routes, Class<E> kind, int status, Function<E, Object> answer) {
        routes.exception(kind, (e, ctx) -> Json.answer(ctx, status, answer.apply(e)));
    }

    private static ObjectNode notFound() {
        return Json.detail("Not found.");
    }

    private static Map<String, List<String>> field(String name, String text) {
        return Map.of(name, List.of(text));
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Which scheme to use; a browser knows none of that name, and does not ask for a password of its own accord. */
    private static void unknown(NotLoggedInException e, Context ctx) {
        Refusals.because(ctx, e.reason().wireName(), e.account());
        String challenge = "Bearer realm=\"tickets\"" + (e.isTokenGiven() ? ", error=\"invalid_token\"" : "");
        Json.answer(ctx.header("WWW-Authenticate", challenge), 401, Json.detail(text(e)));
    }

    private static void tooMany(TooManyAttemptsException e, Context ctx) {
        Refusals.because(ctx, "too_many_" + e.what(), e.account());
        Json.answer(ctx.header("Retry-After", String.valueOf(e.seconds())), 429, Json.detail(text(e)));
    }

    private static void lostRace(Context ctx, String detail, String tag, Object current) {
        ctx.header("ETag", tag);
        Json.answer(ctx, 412, Json.detail(detail).putPOJO("current", current));
    }

    static void methodNotAllowed(Context ctx, String allowed) {
        ctx.header("Allow", allowed).status(204);
        if (!ctx.method().equals(HandlerType.OPTIONS)) {
            Json.answer(ctx, 405, Json.detail("Method \"" + ctx.method() + "\" not allowed."));
        }
    }

    private static void refused(HttpResponseException e, Context ctx) {
        boolean ours = !text(e).equals(HttpStatus.CONTENT_TOO_LARGE.getMessage());
        String otherwise = ours ? text(e) : "The body is larger than 1 MiB.";
        Json.answer(ctx, e.getStatus(), e.getStatus() == 404 ? notFound() : Json.detail(otherwise));
    }

    /** A body that did not come in time, or whole: after that there is nothing more to read on this connection. */
    private static void broken(IOException e, Context ctx) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                Json.answer(ctx.header("Connection", "close"), 408, Json.detail("The body came too slowly."));
                return;
            }
            if (cause instanceof Crowd.FullException) {
                Refusals.because(ctx, "too_many_slow_bodies", Optional.empty());
                ctx.header("Connection", "close").header("Retry-After", "10");
                Json.answer(
                        ctx,
                        503,
                        Json.detail("Too many bodies come slowly just now.").put("id", Gate.requestId(ctx)));
                return;
            }
        }
        failed(ctx, 500, "Internal error.", e);
    }

    /** What it says is for people, and has nothing of a ticket. */
    private static void zendesk(ZendeskException e, Context ctx) {
        Optional<Duration> pause = e.pause();
        pause.ifPresent(time -> ctx.header("Retry-After", Long.toString(time.toSeconds())));
        failed(ctx, pause.isPresent() ? 503 : 502, "Zendesk: " + text(e) + ".", e);
    }

    private static void later(Context ctx, StorageException e, String text) {
        failed(ctx.header("Retry-After", "5"), 503, text, e);
    }

    /** The id finds the log line; nothing of the exception leaves. */
    private static void failed(Context ctx, int status, String text, Exception e) {
        LOG.error(text, e);
        Json.answer(ctx, status, Json.detail(text).put("id", Gate.requestId(ctx)));
    }
}
