package io.ticketkit.demo.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.*;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/** The demo on a port. */
public final class WebServer implements AutoCloseable {
    static final long MAX_BODY = 1 << 20;
    private static final long STOP_MILLIS = 20_000;
    /** For the largest file over a slow line. */
    private static final Duration BODY_TIME = Duration.ofMinutes(2);
    /** A quarter of the threads that the server has: the others answer whoever sends faster. */
    private static final int SLOW_BODIES = 64;

    private static final int SLOW_BODIES_OF_ONE = 16;

    private final Settings settings;
    private final Host host;
    private final Routes routes = new Routes();
    private final Guard guard;
    private final Refusals refusals;
    private final Javalin javalin;

    /**
     * A server, which does not listen yet.
     *
     * @param settings as the server keeps them: where it listens, and for whom
     * @param host what it serves, request by request
     */
    public WebServer(Settings settings, Host host) {
        this.settings = settings;
        this.host = host;
        this.guard = new Guard(settings.auth(), host.logins());
        this.refusals = new Refusals(Clock.systemUTC(), settings.refusalsLogged());
        Tickets tickets = Served::tickets;
        PageRoutes.addTo(routes, settings.auth().registration());
        new AuthRoutes(host.logins()).addTo(routes);
        new InfoRoutes(host, tickets).addTo(routes);
        new SettingsRoutes(host).addTo(routes);
        new AnalyticsRoutes(tickets).addTo(routes);
        new ResponseRoutes(tickets).addTo(routes);
        new AssistanceRoutes(tickets).addTo(routes);
        new ConversationRoutes(tickets).addTo(routes);
        new PrivacyRoutes(host).addTo(routes);
        new ProcessingRoutes(tickets).addTo(routes);
        // last: what fits {id} fits the names above too
        new TicketRoutes(tickets).addTo(routes);
        new RelationRoutes(tickets).addTo(routes);
        new AttachmentRoutes(tickets).addTo(routes);
        this.javalin = Javalin.create(this::configure);
    }

    Routes routes() {
        return routes;
    }

    Server jetty() {
        return javalin.jettyServer().server();
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
        config.jetty.modifyServer(this::modify);
        config.jetty.addConnector(this::connector);
        config.routes.before(new Gate(settings));
        routes.register(config.routes, guard, host);
        config.routes.after(UnreadBody::discard);
        config.routes.after(refusals::note);
        config.routes.after(Gate::leave);
        Errors.register(config.routes);
    }

    private void modify(Server server) {
        // stopping waits for requests in flight
        server.insertHandler(new GracefulHandler());
        server.insertHandler(new SlowBodies(BODY_TIME, new Crowd(SLOW_BODIES, SLOW_BODIES_OF_ONE)));
        server.setStopTimeout(STOP_MILLIS);
        server.setErrorHandler(this::refuse);
    }

    /**
     * Stopping takes 2 s when clients keep connections: after one second without a byte Jetty ends its side, after
     * another it closes. It sets that time when it begins to stop; a connection that was accepted then, but not yet set
     * up, would keep its 30 s, and hold the stop up until its end.
     */
    private ServerConnector connector(Server server, HttpConfiguration http) {
        if (!settings.trustedProxies().isEmpty()) {
            http.addCustomizer(new Proxies(settings.trustedProxies()));
        }
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http)) {
            @Override
            protected void onEndPointOpened(EndPoint opened) {
                super.onEndPointOpened(opened);
                if (isShutdown()) {
                    opened.setIdleTimeout(getShutdownIdleTimeout());
                }
            }
        };
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        return connector;
    }

    /**
     * What Jetty refuses before the API sees it (a broken request line, headers too large): the same form of answer. Jetty
     * closes the connection then, and does not always say so: a client that goes on would read what the rest of its
     * broken request was answered.
     */
    private boolean refuse(Request request, Response response, Callback callback) {
        refusals.beforeTheApi(request, response.getStatus());
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, "application/json")
                .put("X-Content-Type-Options", "nosniff")
                .put(HttpHeader.CONNECTION, "close");
        String text = HttpStatus.getMessage(response.getStatus()) + ".";
        byte[] answer = Json.bytes(Json.detail(text));
        response.write(true, ByteBuffer.wrap(answer), callback);
        return true;
    }

    /**
     * Starts to listen.
     *
     * @return the port
     * @throws SettingsException when the port is taken
     */
    public int start() {
        try {
            return javalin.start().port();
        } catch (JavalinBindException e) {
            throw new SettingsException("TICKET_PORT is wrong: " + settings.port()
                    + " is taken or not allowed; give another, or 0 to have one picked.");
        }
    }

    /** Lets requests in flight finish. */
    @Override
    public void close() {
        javalin.stop();
        refusals.close();
    }
}
