package io.ticketkit.demo.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The calls of the API: of those whose path fits, the first added is taken. */
final class Routes {
    private final Map<String, Map<String, Handler>> byPath = new LinkedHashMap<>();
    private final Set<String> free = new HashSet<>();
    private final Set<String> costly = new HashSet<>();

    Routes get(String path, Handler handler) {
        return add("GET", path, handler).add("HEAD", path, handler);
    }

    Routes add(String method, String path, Handler handler) {
        Handler safe = ctx -> {
            try {
                handler.handle(ctx);
            } catch (StackOverflowError e) {
                throw new IllegalStateException(e); // answered like any exception
            }
        };
        byPath.computeIfAbsent(path, p -> new TreeMap<>()).put(method, safe);
        return this;
    }

    /** Whoever calls these need not be known; all others are for those who logged in. */
    Routes free(String... paths) {
        free.addAll(Set.of(paths));
        return this;
    }

    boolean isFree(String path) {
        return free.contains(path);
    }

    /** Whoever calls these, like {@code "POST /api/tickets"}, may have a model asked, which costs money. */
    Routes costly(String... calls) {
        costly.addAll(Set.of(calls));
        return this;
    }

    Set<String> costly() {
        return Set.copyOf(costly);
    }

    private boolean isCostly(String method, String path) {
        return costly.contains((method.equals("HEAD") ? "GET" : method) + " " + path);
    }

    Map<String, Map<String, Handler>> byPath() {
        return byPath;
    }

    /** Every path answers every method, so that none falls through to a path with {id} in the same place. */
    void register(RoutesConfig config, Guard guard, Host host) {
        byPath.forEach((path, methods) -> {
            String allowed = String.join(", ", methods.keySet()) + ", OPTIONS";
            Handler other = ctx -> Errors.methodNotAllowed(ctx, allowed);
            HandlerType.values().stream().filter(HandlerType::isHttpMethod).forEach(method -> {
                Handler handler = lending(methods.getOrDefault(method.name(), other), host);
                Handler guarded = isFree(path)
                        ? guard.beforeFree(handler)
                        : isCostly(method.name(), path) ? guard.beforeCostly(handler) : guard.before(handler);
                config.addHttpHandler(method, path, ctx -> {
                    Refusals.at(ctx, path);
                    guarded.handle(ctx);
                });
            });
        });
    }

    /** What is served stays the same until the request is answered. */
    private static Handler lending(Handler handler, Host host) {
        return ctx -> {
            try (Lent lent = host.lend()) {
                lent.served().enter(ctx);
                handler.handle(ctx);
            }
        };
    }
}
