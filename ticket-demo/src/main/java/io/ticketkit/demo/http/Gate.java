package io.ticketkit.demo.http;

import io.javalin.http.*;
import io.ticketkit.demo.settings.Settings;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What every request passes first: its id, the headers of every answer, who may ask from where. */
final class Gate implements Handler {
    private static final String REQUEST = "request";
    static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Settings settings;

    Gate(Settings settings) {
        this.settings = settings;
    }

    /** The id that log lines and the answer of a failed request share. */
    static String requestId(Context ctx) {
        return String.valueOf(ctx.<String>attribute(REQUEST));
    }

    static void leave(Context ctx) {
        MDC.remove(REQUEST);
    }

    @Override
    public void handle(Context ctx) {
        String id = UUID.randomUUID().toString();
        ctx.attribute(REQUEST, id);
        MDC.put(REQUEST, id);
        ctx.header("X-Request-Id", id)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (ctx.path().startsWith("/api/")) {
            ctx.header("Cache-Control", "no-cache");
        }
        if (ctx.scheme().equals("https")) {
            ctx.header("Strict-Transport-Security", "max-age=31536000");
        }
        checkMethod(ctx);
        checkHost(ctx, ctx.header("Host"));
        checkOrigin(ctx, ctx.header("Origin"));
    }

    /** Javalin would take the method from there: who looks at requests before us sees another one. */
    private static void checkMethod(Context ctx) {
        if (ctx.header("X-HTTP-Method-Override") != null) {
            Refusals.because(ctx, "method_override", Optional.empty());
            throw new HttpResponseException(400, "The header X-HTTP-Method-Override is not served here.");
        }
    }

    /** A page elsewhere whose name was made to point here (DNS rebinding) still names itself. */
    private void checkHost(Context ctx, @Nullable String host) {
        String name = host == null ? "" : PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        if (!settings.allowedHosts().contains(name)) {
            Refusals.because(ctx, Refusals.FOREIGN_HOST, Optional.empty());
            throw new HttpResponseException(
                    400, "This Host is not served here; TICKET_ALLOWED_HOSTS names those that are.");
        }
    }

    /**
     * What a page elsewhere has its browser fetch without naming itself, as an image perhaps: it cannot read the answer,
     * but a call could cost something. Only browsers say so; links that somebody follows are no fetches.
     */
    private static boolean isAskedByAnotherPage(Context ctx) {
        String site = String.valueOf(ctx.header("Sec-Fetch-Site"));
        return ctx.path().startsWith("/api/")
                && (site.equals("cross-site") || site.equals("same-site"))
                && !String.valueOf(ctx.header("Sec-Fetch-Mode")).equals("navigate");
    }

    private static HttpResponseException foreign(Context ctx) {
        Refusals.because(ctx, "foreign_origin", Optional.empty());
        return new HttpResponseException(
                403, "Pages of this origin may not call; TICKET_CORS_ORIGINS names those that may.");
    }

    private void checkOrigin(Context ctx, @Nullable String origin) {
        ctx.header("Vary", settings.corsOrigins().isEmpty() ? "Accept-Encoding" : "Accept-Encoding, Origin");
        if (origin == null || origin.equals(ctx.scheme() + "://" + ctx.header("Host"))) {
            if (origin == null && isAskedByAnotherPage(ctx)) {
                throw foreign(ctx);
            }
            return;
        }
        if (!settings.corsOrigins().contains(origin)) {
            if (!READING.contains(ctx.method()) || isAskedByAnotherPage(ctx)) {
                throw foreign(ctx);
            }
            return;
        }
        ctx.header("Access-Control-Allow-Origin", origin);
        ctx.header(
                "Access-Control-Expose-Headers", "ETag, Link, Location, Retry-After, WWW-Authenticate, X-Request-Id");
        if (ctx.method().equals(HandlerType.OPTIONS) && ctx.header("Access-Control-Request-Method") != null) {
            ctx.header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
            ctx.header(
                    "Access-Control-Allow-Headers",
                    "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Requested-With");
            // two hours: what browsers keep at most
            ctx.header("Access-Control-Max-Age", "7200");
            leave(ctx);
            ctx.status(204).skipRemainingHandlers();
        }
    }
}
