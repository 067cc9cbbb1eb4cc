package io.ticketkit.demo.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import io.ticketkit.TicketService;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The demo on a port. */
public final class WebServer implements AutoCloseable {
    private static final long MAX_BODY = 1 << 20;
    private static final long STOP_MILLIS = 20_000;

    private final Settings settings;
    private final Map<String, Map<String, Handler>> routes = new LinkedHashMap<>();
    private final Javalin javalin;

    public WebServer(Settings settings, TicketService tickets, BooleanSupplier databaseAnswers) {
        this.settings = settings;
        Stream.of(
                        PageRoutes.routes(),
                        new InfoRoutes(tickets, settings.taxonomy(), settings.reviewThreshold(), databaseAnswers)
                                .routes(),
                        // those with {id} last: the first that fits is taken
                        new TicketRoutes(tickets, settings.taxonomy()).routes())
                .flatMap(List::stream)
                .forEach(this::add);
        this.javalin = Javalin.create(this::configure);
    }

    private void add(Route route) {
        Map<String, Handler> methods = routes.computeIfAbsent(route.path(), path -> new TreeMap<>());
        methods.put(route.method().name(), route.handler());
        if (route.method().equals(HandlerType.GET)) {
            methods.put("HEAD", route.handler());
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY;
        config.staticFiles.enableWebjars();
        config.staticFiles.add(files -> {
            files.hostedPath = "/assets";
            files.directory = "/io/ticketkit/demo/page/assets";
            files.location = Location.CLASSPATH;
        });
        config.jetty.modifyServer(WebServer::modify);
        config.routes.before(new Gate(settings));
        routes.forEach((path, methods) -> register(config.routes, path, methods));
        config.routes.after(Gate::leave);
        Errors.register(config.routes);
        config.router.javaLangErrorHandler(Errors::fatal);
    }

    private static void modify(Server server) {
        // stopping waits for requests in flight
        server.insertHandler(new GracefulHandler());
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(new JettyErrors());
    }

    /** Every path answers every method, so that none falls through to a path with {id} in the same place. */
    private static void register(RoutesConfig config, String path, Map<String, Handler> methods) {
        String allowed = String.join(", ", methods.keySet()) + ", OPTIONS";
        for (HandlerType method : HandlerType.values()) {
            if (method.isHttpMethod()) {
                Handler other = ctx -> Errors.methodNotAllowed(ctx, allowed);
                config.addHttpHandler(method, path, methods.getOrDefault(method.name(), other));
            }
        }
    }

    /**
     * Starts to listen.
     *
     * @return the port
     * @throws SettingsException when the port is taken
     */
    public int start() {
        try {
            return javalin.start(settings.host(), settings.port()).port();
        } catch (JavalinBindException e) {
            throw new SettingsException("TICKET_PORT is wrong: " + settings.port()
                    + " is taken or not allowed; give another, or 0 to have one picked.");
        }
    }

    /** Lets requests in flight finish. */
    @Override
    public void close() {
        javalin.stop();
    }
}
