package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.ticketkit.demo.settings.AuthSettings;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.NotLoggedInException;
import io.ticketkit.demo.users.Throttle;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before every call: who makes it, and not too many of them. It is put around the handlers themselves, not before
 * paths that look like theirs: a path that is written in another way leads to the same handler or to none.
 */
final class Guard {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/=-]+) *");

    private final Optional<Logins> logins;
    /** So much more often may staff ask models: they do it for others. */
    private static final int STAFF = 10;

    private final Throttle requests;
    private final Throttle modelCalls;
    private final Throttle modelCallsOfStaff;

    Guard(AuthSettings settings, Optional<Logins> logins) {
        this.logins = logins;
        this.requests = perMinute("requests", settings.requestsPerMinute());
        this.modelCalls = perMinute("model_calls", settings.modelCallsPerMinute());
        this.modelCallsOfStaff = perMinute("model_calls", settings.modelCallsPerMinute() * STAFF);
    }

    private static Throttle perMinute(String what, int most) {
        return new Throttle(what, Clock.systemUTC(), most, Duration.ofMinutes(1).dividedBy(most));
    }

    /** Lets nobody through who is not known. */
    Handler before(Handler handler) {
        return ctx -> {
            caller(ctx).enter(ctx);
            handler.handle(ctx);
        };
    }

    /** Lets nobody through who is not known, and nobody too often: a model costs money. */
    Handler beforeCostly(Handler handler) {
        return before(ctx -> {
            Caller caller = Caller.of(ctx);
            caller.user()
                    .ifPresent(user -> (caller.isStaff() ? modelCallsOfStaff : modelCalls).take("user " + user.id()));
            handler.handle(ctx);
        });
    }

    /** Lets everybody through. */
    Handler beforeFree(Handler handler) {
        return ctx -> {
            if (logins.isPresent()) {
                requests.take(Clients.of(ctx));
            }
            handler.handle(ctx);
        };
    }

    private Caller caller(Context ctx) {
        if (logins.isEmpty()) {
            return Caller.anybody();
        }
        Caller caller;
        try {
            caller = Caller.of(logins.get().user(token(ctx)));
        } catch (NotLoggedInException e) {
            requests.take(Clients.of(ctx));
            throw e;
        }
        // many people may share an address, which somebody unknown must not use up for them
        requests.take("user " + caller.user().orElseThrow().id());
        return caller;
    }

    /** In no cookie, which a browser would send for pages of others too. */
    static String token(Context ctx) {
        List<String> headers = Collections.list(ctx.req().getHeaders("Authorization"));
        // of several a proxy may have looked at another one
        Matcher header = BEARER.matcher(headers.size() == 1 ? headers.get(0) : "");
        if (!header.matches()) {
            throw NotLoggedInException.noToken();
        }
        return header.group(1);
    }
}
