package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.demo.users.User;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs who was refused what, and why: a line each, without anything that was sent but the method. Of one client and one
 * reason only so many a minute, and of all together a hundred times as many: the rest is counted. Safe for concurrent use.
 */
final class Refusals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private static final String ROUTE = "refusals.route";
    private static final String REASON = "refusals.reason";
    private static final String ACCOUNT = "refusals.account";
    /** Of somebody who may mean no good; the others are mistakes of whoever programs. */
    private static final Set<Integer> LOUD = Set.of(401, 403, 408, 429, 503);

    static final String FOREIGN_HOST = "foreign_host";
    private static final String NOTHING = "-";
    private static final long MINUTE = 60_000;
    private static final int MOST_KEYS = 10_000;
    private static final int ALL = 100;

    /** What a refusal is for which nobody said more. */
    private static final Map<Integer, String> REASONS = Map.of(
            400, "invalid_request",
            401, "not_logged_in",
            403, "not_allowed",
            404, "not_found",
            405, "method",
            408, "slow_body",
            413, "too_large",
            415, "media_type",
            429, "too_many");

    private final Clock clock;
    private final long mostOfOne;

    private long minute;
    private long logged;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<Kind, Long> suppressed = new TreeMap<>();

    /**
     * A log.
     *
     * @param mostOfOne how many lines a minute for one client and reason
     */
    Refusals(Clock clock, int mostOfOne) {
        this.clock = clock;
        this.mostOfOne = mostOfOne;
        this.minute = minute();
    }

    /** Where a request goes, as the API has it: the path itself may name anything. */
    static void at(Context ctx, String route) {
        ctx.attribute(ROUTE, route);
    }

    /** Says why a request is refused: a word or two of our own. */
    static void because(Context ctx, String reason, Optional<String> account) {
        ctx.attribute(REASON, reason);
        ctx.attribute(ACCOUNT, account.orElse(NOTHING));
    }

    /** After each request. */
    void note(Context ctx) {
        String given = ctx.attribute(REASON);
        int status = ctx.statusCode();
        String reason = given == null ? REASONS.get(status) : given;
        if (reason == null) {
            turn();
            return;
        }
        Optional<User> user = Caller.known(ctx).flatMap(Caller::user);
        log(
                new Refusal(status, reason, ctx.req().getMethod(), or(ctx.attribute(ROUTE)), ctx.ip()),
                user.map(known -> Long.toString(known.id())).orElse(NOTHING),
                or(ctx.attribute(ACCOUNT)));
    }

    /** What the server itself refuses, before it is a request to the API. */
    void beforeTheApi(Request request, int status) {
        if (status < 500) {
            String client = String.valueOf(Request.getRemoteAddr(request));
            String method = String.valueOf(request.getMethod());
            log(new Refusal(status, "broken_request", method, NOTHING, client), NOTHING, NOTHING);
        }
    }

    private static String or(@Nullable String text) {
        return text == null ? NOTHING : text;
    }

    private void log(Refusal refusal, String user, String account) {
        if (isOneTooMany(refusal)) {
            return;
        }
        LOG.atLevel(refusal.kind().level())
                .log(
                        "refused status={} reason={} method={} route={} client={} user={} account={}",
                        refusal.status(),
                        refusal.reason(),
                        plain(refusal.method()),
                        refusal.route(),
                        plain(refusal.client()),
                        user,
                        account);
    }

    /** What came from outside: no line breaks, nothing that only looks like another field. */
    private static String plain(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9.:_%\\[\\]-]", "?");
        return plain.length() > 64 ? plain.substring(0, 64) : plain;
    }

    private synchronized boolean isOneTooMany(Refusal refusal) {
        turn();
        String key = refusal.reason() + " " + Clients.client(refusal.client());
        if (counts.size() >= MOST_KEYS && !counts.containsKey(key)) {
            key = refusal.reason();
        }
        boolean tooMany = counts.merge(key, 1, Integer::sum) > mostOfOne || logged >= ALL * mostOfOne;
        if (tooMany) {
            suppressed.merge(refusal.kind(), 1L, Long::sum);
        } else {
            logged++;
        }
        return tooMany;
    }

    private synchronized void turn() {
        if (minute() != minute) {
            minute = minute();
            logged = 0;
            counts.clear();
            tell();
        }
    }

    private void tell() {
        suppressed.forEach((kind, count) -> LOG.atLevel(kind.level())
                .log("refused {} times more in a minute, not logged one by one: reason={}", count, kind.reason()));
        suppressed.clear();
    }

    private long minute() {
        return clock.millis() / MINUTE;
    }

    /** Says what was only counted so far. */
    @Override
    public synchronized void close() {
        tell();
    }

    private record Refusal(int status, String reason, String method, String route, String client) {
        Kind kind() {
            return new Kind(reason, LOUD.contains(status) || reason.equals(FOREIGN_HOST) ? Level.WARN : Level.INFO);
        }
    }

    /** How loud it is to be told, one by one or as a number: what happens every day is no warning. */
    private record Kind(String reason, Level level) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            return Comparator.comparing(Kind::reason).thenComparing(Kind::level).compare(this, other);
        }
    }
}
